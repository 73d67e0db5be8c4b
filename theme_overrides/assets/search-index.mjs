// The look-up as builder/search/lookup*.py write it: which bulletins hold a term, with which weight; their facts; their texts.
// Bulletins are numbers, the newest first. What belongs to all of them is an array with one place for each.

import { createFiles, remembered, toJson } from "./search-files.mjs";
import { unmarked } from "./search-core.mjs";

const SUFFIX = ".bin";
const TEXTS_A_FOLDER = 500;
const [PLAIN_CODES, STEPS_AN_OCTAVE] = [48, 24];
const WEIGHTS = Float32Array.from({ length: 256 }, (_, code) => (code <= PLAIN_CODES ? code : PLAIN_CODES * 2 ** ((code - PLAIN_CODES) / STEPS_AN_OCTAVE)) / 16);

/** Open the look-up below an address that ends with a slash. */
export async function openIndex(base) {
  const files = createFiles(base);
  const { folder } = toJson(await files("bantin.json"));
  const read = (name) => files(`${folder}/${name}${SUFFIX}`);
  const json = async (name) => toJson(await read(name));
  const [start, facts] = await Promise.all([json("start"), json("facts")]);
  const loaded = new Map(); // number of a file of words -> folded key -> spellings
  const file = remembered(async (number) => loaded.set(number, spellings(await read(`words/${number}`))));
  return {
    size: start.size,
    abbreviations: start.abbreviations,
    facts,
    /** More columns of facts: `signer`, `cites`. */
    column: async (name) => (facts[name] ??= (await json(name))[name]),
    vocabulary: remembered(() => json("vocabulary")),
    names: remembered(() => json("phrases")),
    text: remembered((number) => json(`texts/${Math.floor(number / TEXTS_A_FOLDER)}/${number}`)),
    /** Load what is needed to ask for these folded keys. */
    load: (keys) => Promise.all([...new Set(keys.map((key) => place(start.words, key)))].filter((at) => at >= 0).map(file)),
    /** The weight of a term in every bulletin, 0 where it is not; its file must be loaded. */
    weights(key, field) {
      const found = new Float32Array(start.size);
      for (const list of lists(key, field)) {
        const { numbers, codes } = decoded(list);
        for (let at = 0; at < numbers.length; at += 1) found[numbers[at]] += WEIGHTS[codes[at]];
      }
      return found;
    },
    /** Where two words stand in a row: 1, in the title 2, in number, issuer or signer 3, else 0. */
    pairs(key, field) {
      const found = new Uint8Array(start.size);
      for (const list of lists(key, field)) {
        const { numbers, codes } = decoded(list);
        for (let at = 0; at < numbers.length; at += 1) if (codes[at] > found[numbers[at]]) found[numbers[at]] = codes[at];
      }
      return found;
    },
  };

  function lists(key, field) {
    const folded = field === "exact" ? unmarked(key) : key;
    const found = loaded.get(place(start.words, folded))?.get(folded) ?? [];
    return field === "exact" ? found.filter((list) => list.exact === key) : found;
  }
}

/** The file that would hold a key: the last whose first key is not behind it. */
function place(firsts, key) {
  let [low, high] = [0, firsts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firsts[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function spellings(bytes) {
  const end = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const found = new Map();
  let start = end;
  for (const line of new TextDecoder().decode(bytes.subarray(4, end)).split("\n")) {
    const [folded, exact, count, size] = line.split("\t");
    const list = { exact: exact || folded, count: Number(count), bytes, start, end: start + Number(size) };
    if (found.has(folded)) found.get(folded).push(list);
    else found.set(folded, [list]);
    start = list.end;
  }
  return found;
}

/** The numbers of a list and the codes beside them; kept, as the spellings of a word share lists. */
function decoded(list) {
  const { bytes, count, end } = list;
  if (list.numbers) return list;
  const numbers = new Uint32Array(count);
  let [at, number] = [list.start, -1];
  for (let index = 0; index < count; index += 1) {
    let byte = bytes[at++];
    let gap = byte & 0x7f;
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = bytes[at++];
      gap |= (byte & 0x7f) << shift;
    }
    number += gap;
    numbers[index] = number;
  }
  return Object.assign(list, { numbers, codes: bytes.subarray(end - count, end) });
}
