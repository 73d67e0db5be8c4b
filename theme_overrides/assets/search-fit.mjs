// Whether the words of a query belong together in a bulletin, or merely all occur in it: twin of builder/search/whoosh_index/
// fitting.py. The lists of pairs answer for nearly all bulletins; the texts of a few are read.

import { clearBits, count, dropWhere, keepFrom, keepWhere } from "./search-arrays.mjs";
import { unmarked } from "./search-core.mjs";
import { pairsOf, otherSpellings } from "./search-near.mjs";
import { FUNCTION_WORDS, isWord, wordUnit } from "./search-query.mjs";

const FEW_FITTING = 10;
const LOOSE_SHARE = 0.2;
const CLOSE = 5; // words of one line so near to one another belong together, too
const ENOUGH_PAIRS = 0.5; // of a long query that a bulletin holdsKey in part

/** The folded keys of pairs that `fitting` asks for, besides those of the words as they follow. */
export function pairsFor(units, table) {
  const rows = [units, ...readings(units, table).map((one) => one.units)];
  return rows.flatMap((row) => runs(row, table).flatMap((run) => neighbouring(run).map(([a, b]) => `${unmarked(a.exact[0])} ${unmarked(b.exact[0])}`)));
}

/** The scores of bulletins in which no two neighbouring of the query stand apart from all that belongs to them. */
export async function fitting(scope, units, scores, field) {
  const { index: { abbreviations: table }, match } = scope;
  const typed = { runs: runs(units, table), instead: [] };
  if (!typed.runs.length || !count(scores)) return scores;
  const ways = [typed, ...readings(units, table).map((one) => ({ ...one, runs: runs(one.units, table) }))].map((way) => wayOf(match, way, field));
  const [found, doubtful] = [scores.slice(), scores.slice()];
  for (const { fits } of ways) dropWhere(doubtful, fits);
  dropWhere(found, doubtful);
  await Promise.all(match.inDoubt(doubtful).map(async (number) => {
    const lines = await match.lines(number, field);
    const near = ([a, b]) => !holdsKey(lines, a) || !holdsKey(lines, b) || close(lines, a, b);
    if (ways.some((way) => way.says(number) && way.apart(number).every(near))) found[number] = scores[number];
  }));
  return loosely(match, units, scores, found, field, table);
}

/** A way to say the query: whether a bulletin says it so, whether none of the neighbouring stand apart, and which do. */
function wayOf(match, { runs: rows, instead }, field) {
  const spell = (exact) => (field === "exact" ? exact : unmarked(exact));
  const terms = instead.map((key) => match.term(spell(key), field));
  const made = rows.map((run) => ({ row: run.filter((unit) => !unit.optional).map((unit) => spell(unit.exact[0])), alone: aloneOf(match, run, spell, field) }));
  const fits = new Uint8Array(match.size).fill(1);
  for (const scores of terms) keepWhere(fits, scores);
  for (const { alone } of made) for (let number = 0; number < fits.length; number += 1) if (alone[number] & (alone[number] >> 1)) fits[number] = 0;
  return {
    fits,
    says: (number) => terms.every((scores) => scores[number]),
    apart: (number) => made.flatMap(({ row, alone }) => pairsIn(row).filter((_, at) => (alone[number] >> at) & (alone[number] >> (at + 1)) & 1)),
  };
}

const pairsIn = (row) => row.slice(1).map((key, at) => [row[at], key]);

/** For every bulletin a bit for each word of a run but function words: set where it stands beside none of its neighbours. */
function aloneOf(match, run, spell, field) {
  const places = new Map(run.filter((unit) => !unit.optional).map((unit, place) => [unit, place]));
  const bit = (unit) => (places.has(unit) ? 1 << places.get(unit) : 0);
  const alone = new Int32Array(match.size).fill(2 ** places.size - 1);
  for (const [a, b] of neighbouring(run)) {
    const holders = match.pair(`${spell(a.exact[0])} ${spell(b.exact[0])}`, field);
    clearBits(alone, holders, bit(a) | bit(b));
  }
  return alone;
}

/** Few fit: those follow that hold all words, and some of them together. */
function loosely(match, units, scores, found, field, table) {
  const held = count(found);
  if (!held || held >= FEW_FITTING) return found;
  const { held: pairs } = match.pairsHeld(plainPairs(units, field, table), field);
  for (let number = 0; number < found.length; number += 1) if (!found[number] && pairs[number]) found[number] = scores[number] * LOOSE_SHARE;
  return found;
}

/** The scores of bulletins that hold a share of the pairs of neighbouring words of a query. */
export function holdingPairs({ index, match }, units, scores, field, share = ENOUGH_PAIRS) {
  const pairs = plainPairs(units, field, index.abbreviations);
  if (!pairs.length) return scores;
  const { held } = match.pairsHeld(pairs, field);
  const found = scores.slice();
  return keepFrom(found, held, pairs.length * share);
}

const plainPairs = (units, field, table) => runs(units, table).flatMap((run) =>
  pairsOf(run.filter((unit) => !unit.optional).map((unit) => (field === "exact" ? unit.exact : unit.folded)[0])));

/** The query with an abbreviation in place of what it stands for, or read out. */
function readings(units, table) {
  if (units.some((unit) => unit.terms.length)) return [];
  return otherSpellings(units.flatMap((unit) => unit.exact), table).map(({ row, instead }) =>
    ({ units: row.map((key) => wordUnit(key, FUNCTION_WORDS.has(key))), instead }));
}

/** The single words that follow one another; what has a term of its own, a phrase, a figure or an abbreviation ends a run. */
function runs(units, table) {
  const found = [[]];
  for (const unit of units) {
    if (isWord(unit) && !(unit.folded[0] in table) && !/^\p{Nd}+$/u.test(unit.exact[0])) found[found.length - 1].push(unit);
    else found.push([]);
  }
  return found.filter((run) => run.length > 1);
}

/** Each word and the next; a word that need not be there is stepped over, too. */
function neighbouring(run) {
  return run.flatMap((unit, at) => {
    const rest = run.slice(at + 1);
    const last = rest.findIndex((other) => !other.optional);
    return (last < 0 ? rest : rest.slice(0, last + 1)).map((other) => [unit, other]);
  });
}

const holdsKey = (lines, key) => lines.some((line) => line.includes(` ${key} `));

/** Whether some line holdsKey both words with at most a few between. */
function close(lines, first, second) {
  return lines.some((line) => {
    if (!line.includes(` ${first} `) || !line.includes(` ${second} `)) return false;
    const row = line.trim().split(" ");
    const at = (key) => row.flatMap((word, place) => (word === key ? [place] : []));
    return at(first).some((one) => at(second).some((other) => Math.abs(one - other) <= CLOSE));
  });
}
