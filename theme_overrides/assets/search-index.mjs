// The look-up as builder/search/lookup*.py write it: which bulletins hold a term, with which weight; their facts; their texts.
// Bulletins are numbers, the newest first (in the names of files and in lists the oldest: search-lists.mjs). What belongs to all of them is an array with one place for each.

import { addFrom, atLeast, setBits } from "./search-arrays.mjs";
import { prepared } from "./search-facts.mjs";
import { createFiles, remembered, toJson } from "./search-files.mjs";
import { codesOf, openLists } from "./search-lists.mjs";
import { unmarked } from "./search-core.mjs";

const SUFFIX = ".bin";
const TEXTS_A_FOLDER = 500;
const [PLAIN_CODES, STEPS_AN_OCTAVE] = [48, 24];
const [KIND_BITS, KIND] = [2, 3];
const KEPT_BYTES = 2 ** 24; // of what was asked last: who types a query asks for its first words again and again
/** The weight that a code stands for; 0 for none. */
export const WEIGHTS = Float32Array.from({ length: 256 }, (_, code) => (code <= PLAIN_CODES ? code : PLAIN_CODES * 2 ** ((code - PLAIN_CODES) / STEPS_AN_OCTAVE)) / 16);

/** Open the look-up below an address that ends with a slash. */
export async function openIndex(base) {
  const files = createFiles(base);
  const { folder } = toJson(await files("bantin.json"));
  const read = (name) => files(`${folder}/${name}${SUFFIX}`);
  const json = async (name) => toJson(await read(name));
  const [start, facts, common] = await Promise.all([json("start"), json("facts").then(prepared), read("common").then(openLists)]);
  const loaded = new Map(); // number of a file of words -> its lists
  const file = remembered(async (number) => loaded.set(number, openLists(await read(`words/${number}`))));
  const holder = (key) => fileAt(start.words, standsAt(key, common));
  const missing = (keys) => new Set(keys.filter((key) => !common(key).length).map(holder));
  return {
    size: start.size,
    kept: keeper(Math.ceil(KEPT_BYTES / (Float32Array.BYTES_PER_ELEMENT * (start.size + 1)))),
    abbreviations: start.abbreviations,
    facts,
    /** More columns of facts: `signer`, `cites`. */
    column: async (name) => (facts[name] ??= prepared(await json(name))[name]),
    vocabulary: remembered(() => json("vocabulary")),
    text: remembered((number) => json(textName(start.size - 1 - number))),
    /** Load what is needed to ask for these folded keys. */
    load: (keys) => Promise.all([...missing(keys)].filter((at) => at >= 0).map(file)),
    /** The lists of a term, one for each of its spellings: {count, codes}; its file must be loaded. */
    lists: (key, field) => lists(key, field).map((list) => ({ count: list.count, codes: codesOf(list, start.size) })),
    /** The weight of a term in every bulletin, 0 where it is not. */
    weights(key, field) {
      const found = new Float32Array(start.size);
      for (const list of lists(key, field)) addFrom(found, codesOf(list, start.size), WEIGHTS);
      return found;
    },
    /** Where two words stand in a row: 1, in the title 2, in number, issuer or signer 3, else 0. */
    pairs: (key, field) => greatest(lists(key, field).map((list) => codesOf(list, start.size, 0, KIND))),
    /** The classes of the words that follow two words in a row, a bit for each. */
    followers: (key, field) => anyBits(lists(key, field).map((list) => codesOf(list, start.size, KIND_BITS))),
  };

  function greatest(found) {
    for (const codes of found.slice(1)) atLeast(found[0], codes);
    return found[0] ?? new Uint8Array(start.size);
  }

  function anyBits(found) {
    for (const codes of found.slice(1)) setBits(found[0], codes);
    return found[0] ?? new Uint8Array(start.size);
  }

  function lists(key, field) {
    const folded = field === "exact" ? unmarked(key) : key;
    const shared = common(folded);
    const found = shared.length ? shared : loaded.get(holder(folded))?.(folded) ?? [];
    return field === "exact" ? found.filter((list) => list.exact === key) : found;
  }
}

const textName = (number) => `texts/${Math.floor(number / TEXTS_A_FOLDER)}/${number}`;

/** Remembers the last answers, so many. */
function keeper(most) {
  const held = new Map();
  return (key, make) => {
    const found = held.get(key) ?? make();
    held.delete(key); // what is asked again becomes the last
    held.set(key, found);
    if (held.size > most) held.delete(held.keys().next().value);
    return found;
  };
}

const BEFORE = "\x1f";

/** By what a folded key is sorted: a pair stands beside the word of it that is not common, as builder/search/lookup_postings.py has it. */
function standsAt(key, common) {
  const [first, second] = key.split(" ");
  return second && common(first).length && !common(second).length ? `${second}${BEFORE}${first}` : key;
}

/** The file that would hold a place: the last whose first place is not behind it. */
function fileAt(firsts, key) {
  let [low, high] = [0, firsts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firsts[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
