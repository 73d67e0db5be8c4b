// The search page's engine: attempts from strict to tolerant, the first with an answer wins, then the order of what was found.
// Twin of builder/search/whoosh_index/{matching,ranking}.py over the look-up instead of Whoosh; both give the same answers.

import { isMarked, parse, required, snippetAt } from "./search-core.mjs";
import { allowedBy, countFacets } from "./search-facts.mjs";
import { openIndex } from "./search-index.mjs";
import { count, createMatcher, keysFor, keysOf, keysOfLines, numbersOf } from "./search-match.mjs";
import { gain, likelyGain, linesToLookAt, lineShare, neighbours, pairsOf, periodOf, shownUnits, wantedIn } from "./search-near.mjs";
import { createPhrases } from "./search-phrases.mjs";

const FEW = 10; // so few exact answers are followed by near ones with other marks
const RELAX_FROM = 4; // words: one in four may be missing when nothing holds them all; one in five of those typed without marks
const NEAR_SHARE = 0.66; // so much of a long query must stand in one line of a bulletin that does not hold all of it
const [PERIOD_GAIN, PLANNED_GAIN] = [1.5, 0.3];
const EQUALS = 50; // the best among which equals are looked for
const SHOWN = 10;
const LOOKED_AT = 20; // the best whose text is loaded and looked at for nearness
const EQUAL_STEPS = 50; // scores within a fiftieth of the best are equals: the newer is first
const [LONGEST_CORRECTION, SHORTEST_CORRECTED] = [8, 4];
const SNIPPET_LINES = 5;

export const NOTICES = {
  shortened: "Câu tìm quá dài, chỉ dùng phần đầu.",
  nothingTyped: "Hãy nhập từ cần tìm hoặc chọn bộ lọc.",
  notMarked: "Không có văn bản nào đúng dấu như đã gõ; kết quả dưới đây không phân biệt dấu.",
  numberParts: "Không có văn bản mang hoặc dẫn đúng số hiệu này; kết quả dưới đây khớp một phần số hiệu.",
  fewer: "Không có văn bản nào chứa đủ các từ; kết quả dưới đây chỉ chứa phần lớn các từ.",
  filtered: "Không tìm thấy văn bản nào với bộ lọc này. Hãy bỏ bớt bộ lọc.",
  nothing: "Không tìm thấy văn bản nào chứa tất cả các từ. Hãy bớt từ hoặc bỏ ngoặc kép.",
  corrected: (wrong, right) => `Không có từ “${wrong}” trong kho; kết quả dưới đây tìm “${right}”.`,
  missing: (list) =>
    `Không tìm thấy: ${list.map((word) => `“${word}”`).join(", ")} không có trong văn bản nào. Hãy kiểm tra chính tả hoặc bớt từ.`,
};

/** The search over the files below an address that ends with a slash: `await engine.search({q, type, …, sort})`. */
export async function openEngine(base) {
  const index = await openIndex(base);
  const site = new URL("..", base).href;
  const phrases = base.startsWith("file:") ? null : createPhrases(base, index);
  return {
    /** {total, hits (numbers of bulletins in order), facets, units (what a snippet marks), notice}. */
    async search(query, { cited = false } = {}) {
      const parsed = parse(query.q ?? "");
      const [allowed] = await Promise.all([allowedBy(query, index), index.load(loadedFor(parsed.units)), ...(cited ? [index.column("cites")] : [])]);
      const scope = { index, match: createMatcher(index, phrases), allowed };
      const found = await answer(scope, parsed.units);
      const hits = await ordered(scope, found, query.sort === "date" || !parsed.units.length);
      const notice = [parsed.shortened ? NOTICES.shortened : "", found.notice ?? ""].filter(Boolean).join(" ");
      return { total: hits.length, hits, facets: countFacets(hits, index), units: found.units ?? parsed.units, notice };
    },
    /** What is shown of a hit: its facts, its address (of the heading above the snippet) and the pieces of its snippet. */
    show: (number, units) => shown(index, number, units, site),
  };
}

const loadedFor = (units) => {
  const period = periodOf(units);
  return [...keysFor(units), ...(period ? [period.own, period.planned] : [])];
};

// ---------------------------------------------------------------- attempts
/** {tiers (scores, all of the first before any of the second), notice, units, exact (the first tier agrees with the marks)}. */
async function answer(scope, units) {
  if (!units.length) return everything(scope);
  for (const attempt of [asTyped, numberParts, corrected, fewer]) {
    const found = await attempt(scope, units);
    if (found?.tiers.some(count)) return found;
  }
  const missing = (await unknown(scope, units)).map((unit) => unit.typed);
  return { tiers: [], notice: missing.length ? NOTICES.missing(missing) : scope.allowed ? NOTICES.filtered : NOTICES.nothing, units };
}

function everything({ allowed }) {
  if (!allowed) return { tiers: [], notice: NOTICES.nothingTyped };
  return { tiers: [Float32Array.from(allowed)], notice: allowed.some(Boolean) ? "" : NOTICES.filtered, units: [] };
}

/** The units that stand in no bulletin at all. */
async function unknown({ match }, units) {
  const must = required(units);
  const held = await Promise.all(must.map(async (unit) => count(await match.unit(unit, "folded"))));
  return must.filter((_, at) => !held[at]);
}

/** With the reader's marks; when those are few, also where the words stand in a row with other marks. */
async function asTyped(scope, units) {
  if (!units.some(isMarked)) return { tiers: [await withNear(scope, units, "folded")], units };
  const exact = await withNear(scope, units, "exact");
  const held = count(exact);
  if (held >= FEW) return { tiers: [exact], units, exact: true };
  if (!held) return { tiers: [await withNear(scope, units, "folded")], units, notice: NOTICES.notMarked };
  const folded = (await withPeriod(scope, units, "folded")).map((score, number) => (exact[number] ? 0 : score));
  const others = await inARow(scope, units, folded, "folded");
  // A mark was mistyped: the words in a row are what was meant.
  if (count(others) && !count(await inARow(scope, units, exact, "exact"))) return { tiers: [others, exact], units };
  return { tiers: [exact, others], units, exact: true };
}

/** A number that is nowhere as a whole: its parts in a row. */
async function numberParts(scope, units) {
  if (!units.some((unit) => unit.number)) return null;
  const parts = units.map((unit) => ({ ...unit, number: null }));
  await scope.index.load(keysFor(parts));
  return { tiers: [await scope.match.allUnits(parts, "folded", scope.allowed)], units: parts, notice: NOTICES.numberParts };
}

/** The one word that stands nowhere is replaced by the neighbour with most answers; the other words must stand as typed. */
async function corrected(scope, units) {
  const missing = await unknown(scope, units);
  const [wrong] = missing;
  const word = wrong?.folded[0];
  if (missing.length !== 1 || required(units).length < 2 || wrong.number || wrong.folded.length > 1) return null;
  if ([...word].length < SHORTEST_CORRECTED || !/^\p{L}+$/u.test(word)) return null;
  const near = neighbours(word, await scope.index.vocabulary("")).slice(0, LONGEST_CORRECTION);
  await scope.index.load(near);
  let best = { tiers: [], held: 0 };
  for (const key of near) {
    const tried = units.map((unit) => (unit === wrong ? { exact: [key], folded: [key], number: null, optional: false, typed: key } : unit));
    const scores = await scope.match.allUnits(tried, "folded", scope.allowed);
    if (count(scores) > best.held) best = { tiers: [scores], held: count(scores), units: tried, notice: NOTICES.corrected(wrong.typed, key) };
  }
  if (best.held) await scope.index.load(keysFor(best.units));
  return best;
}

/** Most of the words of a long query, with their marks. */
const fewer = async (scope, units) => ({ tiers: [await most(scope, units)], units, notice: NOTICES.fewer });

/** Bulletins with most of the words of a long query. Numbers, figures and phrases are never given up. */
async function most({ match, allowed }, units) {
  const must = required(units);
  const words = must.filter((unit) => unit.exact.length === 1 && !/^\p{Nd}+$/u.test(unit.exact[0]));
  const fixed = await Promise.all(must.filter((unit) => !words.includes(unit)).map((unit) => match.unit(unit, "folded")));
  const enough = words.length - Math.floor(words.length / (units.some(isMarked) ? RELAX_FROM : RELAX_FROM + 1));
  const found = new Float32Array(match.size);
  if (enough === words.length) return found;
  const held = await Promise.all(words.map((unit) => match.unit(unit, isMarked(unit) ? "exact" : "folded")));
  return found.map((_, number) => {
    if ((allowed && !allowed[number]) || fixed.some((scores) => !scores[number])) return 0;
    const here = held.filter((scores) => scores[number]);
    return here.length < enough ? 0 : (here.reduce((sum, scores) => sum + scores[number], 0) * here.length) / words.length;
  });
}

/** Bulletins that hold all; when those are few, also such as hold most of a long query in one line. */
async function withNear(scope, units, field) {
  const scores = await withPeriod(scope, units, field);
  const held = count(scores);
  if (!held || held >= FEW || required(units).length <= RELAX_FROM) return scores;
  const others = (await most(scope, units)).map((score, number) => (scores[number] ? 0 : score));
  const [sought] = wantedIn(units, field === "exact", scope.index.abbreviations);
  await Promise.all(best(others, LOOKED_AT).map(async (number) => {
    if (lineShare(await scope.match.lines(number, field), sought.words) >= NEAR_SHARE) scores[number] = others[number];
  }));
  return scores;
}

/** Bulletins that hold all, and such as hold the rest and cover the period asked for; these rank above others. */
async function withPeriod({ match, allowed }, units, field) {
  const scores = await match.allUnits(units, field, allowed);
  const period = periodOf(units);
  if (!period) return scores;
  const [own, planned] = [period.own, period.planned].map((key) => match.term(key, "folded"));
  const rest = units.filter((unit) => !period.units.includes(unit));
  const covering = rest.length ? await match.allUnits(rest, field, allowed) : own.map((score, number) => Number(score > 0 && (!allowed || allowed[number] > 0)));
  return scores.map((score, number) => (score || (own[number] && covering[number])) * (1 + (own[number] ? PERIOD_GAIN : planned[number] ? PLANNED_GAIN : 0)));
}

/** Of the scores those of bulletins in which the query's words, two at least, follow one another. */
async function inARow({ match }, units, scores, field) {
  const must = required(units);
  const found = new Float32Array(scores.length);
  if (must.length < 2) return found;
  const words = must.flatMap((unit) => keysOf(unit, field));
  for (const number of await match.inARow(numbersOf(scores), words, field)) found[number] = scores[number];
  return found;
}

// ---------------------------------------------------------------- order
async function ordered(scope, found, byDate) {
  if (byDate) return newestFirst(scope.index.facts.date.codes, found.tiers);
  const tiers = await Promise.all(found.tiers.map((scores, tier) => byRelevance(scope, scores, found.units, tier || !found.exact ? "folded" : "exact")));
  return tiers.flat();
}

function newestFirst(dates, tiers) {
  const scores = (tiers[0] ?? new Float32Array()).map((_, number) => Math.max(...tiers.map((tier) => tier[number])));
  return numbersOf(scores).sort((a, b) => (dates[a] === dates[b] ? scores[b] - scores[a] : 0) || a - b);
}

/** By score and nearness: the best are judged by their text, the others by the pairs of words that they hold. */
async function byRelevance({ index, match }, scores, units, field) {
  const row = units.flatMap((unit) => keysOf(unit, field));
  if (row.length < 2) return withEquals(scores, best(scores, scores.length), EQUALS);
  const pairs = pairsOf(row);
  const { held, inTitle } = match.pairsHeld(pairs, field);
  const likely = scores.map((score, number) => score && score * likelyGain(held[number] / pairs.length, inTitle[number] === pairs.length));
  const all = best(likely, likely.length);
  if (all.slice(0, SHOWN).every((number) => held[number] === pairs.length)) return withEquals(likely, all, EQUALS); // a text would say no more
  const sought = wantedIn(units, field === "exact", index.abbreviations);
  const near = new Float32Array(scores.length);
  await Promise.all(all.slice(0, LOOKED_AT).map(async (number) => { near[number] = scores[number] * gain(await match.lines(number, field), sought); }));
  return withEquals(near, all, LOOKED_AT);
}

/** The first of the bulletins by their scores, the newer first of equals; the others as they are. */
function withEquals(scores, numbers, most) {
  const first = numbers.slice(0, most);
  const top = first.reduce((high, number) => Math.max(high, scores[number]), 0) || 1;
  const worth = (number) => Math.round((scores[number] / top) * EQUAL_STEPS);
  return [...first.sort((a, b) => worth(b) - worth(a) || a - b), ...numbers.slice(most)];
}

/** The numbers of the highest scores in their order. Sorting numbers that hold both is many times faster than comparing. */
function best(scores, most) {
  const numbers = numbersOf(scores);
  let top = 0;
  for (const number of numbers) top = Math.max(top, scores[number]);
  const room = 2 ** Math.ceil(Math.log2(scores.length + 1));
  const keys = new Float64Array(numbers.length);
  for (let at = 0; at < keys.length; at += 1) keys[at] = Math.round((1 - scores[numbers[at]] / top) * 2 ** 24) * room + numbers[at];
  return Array.from(keys.sort().subarray(0, most), (key) => key % room);
}

// ---------------------------------------------------------------- what is shown
async function shown(index, number, units, site) {
  const text = await index.text(number);
  const wanted = shownUnits(units, index.abbreviations);
  const from = text.lines.length > 1 ? 1 : 0; // the first line is the title
  const rows = keysOfLines(text).folded.slice(text.head.length + from);
  const looked = linesToLookAt(rows, wanted).map((line) => line + from);
  const { at, pieces } = snippetAt(looked.map((line) => text.lines[line] ?? ""), wanted);
  const heading = text.headings.filter(([line]) => line <= looked[at]).pop()?.[1] ?? "";
  const place = site.startsWith("file:") ? text.place : text.place.replace(/index\.html$/, ""); // a disk serves no folders
  return { ...text, url: site + place, heading, snippet: pieces };
}
