// Which bulletins hold what was asked for, and how well: twin of builder/search/whoosh_index/scoring.py.
// Scores are an array with a place for every bulletin, 0 where it does not answer.

import { addFrom, addToBoth, addToHeld, atLeast, count, countWhere, greatestOf, keepWhere, multiply, numbersOf } from "./search-arrays.mjs";
import { unmarked } from "./search-core.mjs";
import { WEIGHTS } from "./search-index.mjs";
import { pairsOf, plainRow } from "./search-near.mjs";
import { isMarked, required } from "./search-query.mjs";

const SATURATION = 1.2;
const [OPTIONAL_SHARE, NAMED_SHARE] = [0.2, 0.3];
const [OF_TITLE, OF_FACTS] = [2, 3]; // where two words stand in a row
const FOLLOWERS = 6; // classes of words that may follow two others
const MOST_READ = 12; // bulletins whose text is loaded to look for a phrase
const [MOST_DOUBTFUL, MOST_IN_DOUBT] = [6, 12]; // bulletins whose text is loaded to see whether words stand close: in an attempt, in a search

export const isPhrase = (unit) => !unit.terms.length && unit.exact.length > 1;
export const keysOf = (unit, field) => (field === "exact" ? unit.exact : unit.folded);

/** The numbers of the highest scores in their order. Sorting numbers that hold both is many times faster than comparing. */
export function best(scores, most) {
  const [held, top] = [count(scores), greatestOf(scores)];
  const room = 2 ** Math.ceil(Math.log2(scores.length + 1));
  const keys = new Float64Array(held);
  for (let number = 0, at = 0; number < scores.length; number += 1) if (scores[number] > 0) keys[at++] = Math.floor((1 - scores[number] / top) * 2 ** 24 + 0.5) * room + number;
  const first = keys.sort().subarray(0, most);
  for (let at = 0; at < first.length; at += 1) first[at] -= Math.floor(first[at] / room) * room;
  return Array.from(first);
}

/** The keys of a text's lines, the title first, between blanks: a phrase is found by a plain search for ` tổ dân phố `. Made once. */
export function keysOfLines(text, field) {
  text.rows ??= {};
  return (text.rows[field] ??= (field === "exact" ? text.keys : unmarked(text.keys)).split("\n").map((row) => ` ${row} `));
}

/** The bit of a word's class: twin of `follower_bit` in builder/search/lookup_terms.py. */
export function followerBit(key) {
  const folded = unmarked(key);
  let found = 0;
  for (let at = 0; at < folded.length; at += 1) found = (found * 37 + folded.charCodeAt(at)) & 0xffff;
  return 1 << (found >> 3) % FOLLOWERS;
}

/** The folded keys whose lists answer for the units: words, numbers, and each two words in a row. */
export function keysFor(units) {
  const terms = units.flatMap((unit) => unit.terms.map(({ key }) => key));
  const typed = units.filter((unit) => !unit.period).flatMap((unit) => unit.folded);
  const must = required(units).filter((unit) => !unit.terms.length).flatMap((unit) => unit.folded);
  const said = units.filter((unit) => !unit.period && unit.exact.length > 1).flatMap((unit) => pairsOf(unit.folded));
  return [...terms, ...typed, ...pairsOf(must), ...pairsOf(plainRow(units).map(unmarked)), ...said];
}

/** Questions to an open index: what one search asks twice is remembered, and nobody changes it. */
export function createMatcher(index) {
  const held = new Map();
  const once = (key, make) => {
    if (!held.has(key)) held.set(key, make());
    return held.get(key);
  };
  const term = (key, field) => index.kept(`${field} ${key}`, () => scored(index.lists(key, field), index.size));
  const pair = (key, field) => index.kept(`${field}  ${key}`, () => index.pairs(key, field));
  const lines = async (number, field) => keysOfLines(await index.text(number), field);

  /** How many of the pairs each bulletin holds, how many in its title, and how many in its number, issuer or signer. */
  function pairsHeld(keys, field) {
    const [held, inTitle, inFacts] = [new Uint8Array(index.size), new Uint8Array(index.size), new Uint8Array(index.size)];
    for (const holders of keys.map((key) => pair(key, field))) {
      countWhere(held, holders);
      for (let number = holders.indexOf(OF_TITLE); number >= 0; number = holders.indexOf(OF_TITLE, number + 1)) inTitle[number] += 1;
      for (let number = holders.indexOf(OF_FACTS); number >= 0; number = holders.indexOf(OF_FACTS, number + 1)) inFacts[number] += 1;
    }
    return { held, inTitle, inFacts };
  }

  /** Those of the bulletins that hold the keys in a row, as the lists of their pairs have it; for three words and more some are read. */
  async function inARow(numbers, keys, field) {
    const pairs = pairsOf(keys);
    const holders = pairs.map((key) => pair(key, field));
    const near = numbers.filter((number) => holders.every((held) => held[number]));
    if (keys.length < 3 || !near.length) return near;
    const following = pairs.slice(0, -1).map((key, at) => [index.followers(key, field), followerBit(keys[at + 2])]);
    const found = near.filter((number) => following.every(([bits, bit]) => bits[number] & bit));
    const row = ` ${keys.join(" ")} `;
    const read = found.slice(0, MOST_READ);
    const holding = await Promise.all(read.map(async (number) => (await lines(number, field)).some((line) => line.includes(row))));
    return holding.some(Boolean) || found.length <= MOST_READ ? [...read.filter((_, at) => holding[at]), ...found.slice(MOST_READ)] : [];
  }

  async function phrase(keys, field) {
    const words = [...new Set(keys)].map((key) => term(key, field));
    const all = sumWhere(words, [], null);
    const found = new Float32Array(index.size);
    for (const number of await inARow(numbersOf(all), keys, field)) found[number] = all[number];
    return found;
  }

  async function unit(one, field) {
    if (one.period) return gains(one);
    if (one.terms.length) {
      const found = anyTerm(one);
      return one.exact.length > 1 && !count(found) ? phrase(one.folded, "folded") : found;
    }
    const keys = keysOf(one, field);
    return keys.length > 1 ? once(`${field}   ${keys.join(" ")}`, () => phrase(keys, field)) : term(keys[0], field);
  }

  /** The best of the terms counts. */
  function anyTerm({ terms }) {
    return greatest(terms.map(({ key, gain }) => [term(key, "folded"), gain]));
  }

  /** The bulletins that answer a period, with the gain of the best of its terms. */
  function gains({ terms }) {
    const found = new Float32Array(index.size);
    for (const { key, gain } of terms) {
      const holders = term(key, "folded");
      for (let number = 0; number < found.length; number += 1) if (!found[number] && holders[number]) found[number] = gain;
    }
    return found;
  }

  /** The greatest of weighted scores. */
  function greatest(held) {
    const found = new Float32Array(index.size);
    for (const [scores, gain] of held) atLeast(found, scores, gain);
    return found;
  }

  /** Bulletins that hold every required unit. Function words, and marks that agree, only add to the score; periods multiply it. */
  async function allUnits(units, field, allowed) {
    const must = required(units);
    if (!must.length) return new Float32Array(index.size);
    const plain = must.filter((one) => !one.period);
    const others = await Promise.all(units.filter((one) => one.optional && !must.includes(one)).map((one) => unit(one, field)));
    const marks = field === "folded" && units.some(isMarked) ? plain.filter((one) => !one.terms.length) : [];
    const added = [...others.map((scores) => [scores, OPTIONAL_SHARE]), ...(await Promise.all(marks.map((one) => unit(one, "exact")))).map((scores) => [scores, 1])];
    const periods = must.filter((one) => one.period);
    const sums = plain.length ? sumWhere(await Promise.all(plain.map((one) => unit(one, field))), added, allowed) : namedPeriods(periods, allowed);
    for (const factors of periods.map(gains)) multiply(sums, factors);
    return sums;
  }

  /** The worth of bulletins when periods are all that is asked for: more where they are named in a title or a heading. */
  function namedPeriods(periods, allowed) {
    const named = periods.flatMap(({ terms }) => terms.filter(({ key }) => key.startsWith("kn-")).map(({ key }) => index.weights(key, "folded")));
    const found = greatest(named.map((weights) => [weights, 1]));
    for (let number = 0; number < found.length; number += 1) found[number] = allowed && !allowed[number] ? 0 : 1 + (NAMED_SHARE * found[number]) / (found[number] + SATURATION);
    return found;
  }

  let doubted = 0;
  /** The best of these scores, no more than may still be read in doubt. */
  function inDoubt(scores) {
    const found = best(scores, Math.min(MOST_DOUBTFUL, MOST_IN_DOUBT - doubted));
    doubted += found.length;
    return found;
  }

  return { size: index.size, term, pair, pairsHeld, lines, inDoubt, inARow, unit, allUnits };
}

/** The scores of a term's lists, one for each of its spellings. */
function scored(lists, size) {
  const found = new Float32Array(size);
  if (lists.length === 1) return addFrom(found, lists[0].codes, scoresOf(lists[0].count, size));
  for (const { codes } of lists) addFrom(found, codes, WEIGHTS);
  const holders = count(found);
  const factor = factorOf(holders, size);
  for (let number = 0; number < size; number += 1) if (found[number]) found[number] = (factor * found[number]) / (found[number] + SATURATION);
  return found;
}

const factorOf = (holders, size) => Math.log(1 + (size - holders + 0.5) / (holders + 0.5)) * (SATURATION + 1);

/** What each code is worth in a list of so many bulletins. */
function scoresOf(holders, size) {
  const factor = factorOf(holders, size);
  return WEIGHTS.map((weight) => (factor * weight) / (weight + SATURATION));
}

/** The sum of scores where all of the first are held, and shares of others are added. */
function sumWhere(all, added, allowed) {
  const found = all[0].slice();
  for (const scores of all.slice(1)) addToBoth(found, scores);
  for (const [scores, share] of added) addToHeld(found, scores, share);
  return allowed ? keepWhere(found, allowed) : found;
}
