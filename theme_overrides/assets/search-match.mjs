// Which bulletins hold what was asked for, and how well: twin of the units of builder/search/whoosh_index/matching.py.
// Scores are an array with a place for every bulletin, 0 where it does not answer.

import { isMarked, keyLines, required } from "./search-core.mjs";
import { pairsOf } from "./search-near.mjs";

const SATURATION = 1.2;
const OPTIONAL_SHARE = 0.2;
const MOST_LOOKED_UP = 4000; // bulletins in the lists of a phrase's words, added up, from which Pagefind would load too much
const MOST_READ = 30; // bulletins whose text is loaded to look for a phrase

export const isPhrase = (unit) => !unit.number && unit.exact.length > 1;
export const keysOf = (unit, field) => (field === "exact" ? unit.exact : unit.folded);

/** How many bulletins answer. Loops over all bulletins make no objects: on a slow processor collecting those takes longer. */
export function count(scores) {
  let sum = 0;
  for (const score of scores) if (score > 0) sum += 1;
  return sum;
}

/** The bulletins that answer. */
export function numbersOf(scores) {
  const found = [];
  for (let number = 0; number < scores.length; number += 1) if (scores[number] > 0) found.push(number);
  return found;
}

/** The keys of a text's lines, the title first; made once. */
export const keysOfLines = (text) => (text.keys ??= keyLines([...text.head, ...text.lines]));

/** The folded keys whose lists answer for the units: words, numbers, and each two words in a row. */
export function keysFor(units) {
  const row = required(units).flatMap((unit) => unit.folded);
  const typed = units.flatMap((unit) => unit.folded);
  const phrases = units.filter(isPhrase).flatMap((unit) => pairsOf(unit.folded));
  return [...units.map((unit) => unit.number).filter(Boolean), ...typed, ...pairsOf(row), ...pairsOf(typed), ...phrases];
}

/** Questions to an open index: what one search asks twice is remembered. `phrases` may be null. */
export function createMatcher(index, phrases) {
  const held = new Map();
  const once = (key, make) => {
    if (!held.has(key)) held.set(key, make());
    return held.get(key);
  };
  const term = (key, field) => once(`${field} ${key}`, () => scored(index.weights(key, field), index.size));
  const pair = (key, field) => once(`${field}  ${key}`, () => index.pairs(key, field));
  const lines = async (number, field) => keysOfLines(await index.text(number))[field];

  /** How many of the pairs each bulletin holds, and how many in its title. */
  function pairsHeld(keys, field) {
    const [held, inTitle] = [new Uint8Array(index.size), new Uint8Array(index.size)];
    for (const key of keys) {
      const holders = pair(key, field);
      for (let number = 0; number < holders.length; number += 1) {
        held[number] += holders[number] > 0;
        inTitle[number] += holders[number] > 1;
      }
    }
    return { held, inTitle };
  }

  /** Those of the bulletins that hold the keys in a row; the lists of their pairs say so, and for three words and more their text. */
  async function inARow(numbers, keys, field) {
    const pairs = pairsOf(keys).map((key) => pair(key, field));
    const near = numbers.filter((number) => pairs.every((holders) => holders[number]));
    if (keys.length < 3 || !near.length) return near;
    const looked = keys.reduce((sum, key) => sum + count(term(key, field)), 0);
    if (phrases && near.length > MOST_READ && looked <= MOST_LOOKED_UP) {
      const holders = new Set(await phrases(keys, field === "exact"));
      return near.filter((number) => holders.has(number));
    }
    const row = ` ${keys.join(" ")} `;
    const read = near.slice(0, MOST_READ);
    const holding = await Promise.all(read.map(async (number) => (await lines(number, field)).some((line) => line.includes(row))));
    return holding.some(Boolean) || near.length <= MOST_READ ? [...read.filter((_, at) => holding[at]), ...near.slice(MOST_READ)] : [];
  }

  async function phrase(keys, field) {
    const words = [...new Set(keys)].map((key) => term(key, field));
    const all = sumWhere(words, [], null);
    const found = new Float32Array(index.size);
    for (const number of await inARow(numbersOf(all), keys, field)) found[number] = all[number];
    return found;
  }

  async function unit(one, field) {
    if (one.number) return term(one.number, "folded");
    const keys = keysOf(one, field);
    return keys.length > 1 ? once(`${field}   ${keys.join(" ")}`, () => phrase(keys, field)) : term(keys[0], field);
  }

  /** Bulletins that hold every required unit. Function words, and marks that agree, only add to the score. */
  async function allUnits(units, field, allowed) {
    const must = required(units);
    if (!must.length) return new Float32Array(index.size);
    const others = await Promise.all(units.filter((one) => !must.includes(one)).map((one) => unit(one, field)));
    const agreeing = field === "folded" && units.some(isMarked) ? await Promise.all(must.map((one) => unit(one, "exact"))) : [];
    const added = [...others.map((scores) => scores.map((score) => score * OPTIONAL_SHARE)), ...agreeing];
    return sumWhere(await Promise.all(must.map((one) => unit(one, field))), added, allowed);
  }

  return { size: index.size, term, pairsHeld, lines, inARow, unit, allUnits };
}

function scored(weights, size) {
  const holders = count(weights);
  const factor = Math.log(1 + (size - holders + 0.5) / (holders + 0.5)) * (SATURATION + 1);
  return weights.map((weight) => (weight ? (factor * weight) / (weight + SATURATION) : 0));
}

/** The sum of scores where all of the first are held, and more is added. */
function sumWhere(all, added, allowed) {
  const found = all[0].slice();
  for (const scores of all.slice(1)) for (let number = 0; number < found.length; number += 1) found[number] = found[number] && scores[number] && found[number] + scores[number];
  for (const scores of added) for (let number = 0; number < found.length; number += 1) found[number] = found[number] && found[number] + scores[number];
  return allowed ? found.map((score, number) => (allowed[number] ? score : 0)) : found;
}
