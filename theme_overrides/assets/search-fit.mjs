// Whether the words of a query belong together in a bulletin, or merely all occur in it: twin of builder/search/whoosh_index/
// fitting.py. The lists of pairs answer for nearly all bulletins; the texts of a few are read.

import { unmarked } from "./search-core.mjs";
import { count, numbersOf } from "./search-match.mjs";
import { pairsOf, otherSpellings } from "./search-near.mjs";
import { FUNCTION_WORDS, isWord, wordUnit } from "./search-query.mjs";

const FEW_FITTING = 10;
const LOOSE_SHARE = 0.2;
const CLOSE = 5; // words of one line so near to one another belong together, too
const MOST_DOUBTFUL = 12; // bulletins whose text is loaded to see whether words stand close
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
  const ways = [typed, ...readings(units, table).map((one) => ({ ...one, runs: runs(one.units, table) }))];
  const checks = ways.map((way) => check(match, way, field));
  const found = new Float32Array(scores.length);
  const doubtful = [];
  for (const number of numbersOf(scores)) {
    const worst = checks.map((one) => one(number));
    if (worst.some((apart) => apart && !apart.length)) found[number] = scores[number];
    else doubtful.push([number, worst.filter(Boolean)]);
  }
  doubtful.sort(([a], [b]) => scores[b] - scores[a] || a - b);
  await Promise.all(doubtful.slice(0, MOST_DOUBTFUL).map(async ([number, ways]) => {
    const lines = await match.lines(number, field);
    if (ways.some((apart) => apart.every(([a, b]) => !holdsKey(lines, a) || !holdsKey(lines, b) || close(lines, a, b)))) found[number] = scores[number];
  }));
  return loosely(match, units, scores, found, field, table);
}

/** For a way to say the query: the neighbouring that stand apart in a bulletin; null where it does not say it this way. */
function check(match, { runs: rows, instead }, field) {
  const spell = (exact) => (field === "exact" ? exact : unmarked(exact));
  const terms = instead.map((key) => match.term(spell(key), field));
  const made = rows.map((run) => ({
    pairs: neighbouring(run).map(([a, b]) => [a, b, match.pair(`${spell(a.exact[0])} ${spell(b.exact[0])}`, field)]),
    row: run.filter((unit) => !unit.optional),
  }));
  return (number) => {
    if (!terms.every((scores) => scores[number])) return null;
    return made.flatMap(({ pairs, row }) => {
      const joined = new Set(pairs.filter(([, , holders]) => holders[number]).flatMap(([a, b]) => [a, b]));
      return row.slice(1).map((unit, at) => [row[at], unit]).filter(([a, b]) => !joined.has(a) && !joined.has(b)).map(([a, b]) => [spell(a.exact[0]), spell(b.exact[0])]);
    });
  };
}

/** Few fit: those follow that hold all words, and some of them together. */
function loosely(match, units, scores, found, field, table) {
  const held = count(found);
  if (!held || held >= FEW_FITTING) return found;
  const pairs = plainPairs(units, field, table).map((key) => match.pair(key, field));
  return found.map((score, number) => score || (pairs.some((holders) => holders[number]) ? scores[number] * LOOSE_SHARE : 0));
}

/** The scores of bulletins that hold a share of the pairs of neighbouring words of a query. */
export function holdingPairs({ index, match }, units, scores, field, share = ENOUGH_PAIRS) {
  const pairs = plainPairs(units, field, index.abbreviations).map((key) => match.pair(key, field));
  return pairs.length ? scores.map((score, number) => (pairs.filter((holders) => holders[number]).length >= pairs.length * share ? score : 0)) : scores;
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
