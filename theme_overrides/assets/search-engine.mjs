// The search page's engine: attempts from strict to tolerant, the first with an answer wins, then the order of what was found.
// Twin of builder/search/whoosh_index/{matching,ranking}.py over the look-up instead of Whoosh; both give the same answers.

import { atLeast, count, countWhere, dropWhere, keepFrom, keepWhere, numbersOf } from "./search-arrays.mjs";
import { unmarked } from "./search-core.mjs";
import { fitting, holdingPairs, pairsFor } from "./search-fit.mjs";
import { allowedBy, countFacets } from "./search-facts.mjs";
import { openIndex } from "./search-index.mjs";
import { best, createMatcher, keysFor, keysOf, keysOfLines } from "./search-match.mjs";
import { gain, likelyGain, linesToLookAt, lineShare, neighbours, pairsOf, plainRow, shownUnits, wantedIn } from "./search-near.mjs";
import { practise } from "./search-practice.mjs";
import { isMarked, isNumber, isWord, parse, required } from "./search-query.mjs";
import { snippetAt } from "./search-snippet.mjs";
import { correctable, readingsOf, slips, typedRaw } from "./search-words.mjs";

const FEW = 10; // so few exact answers are followed by near ones with other marks
const RELAX_FROM = 4; // words: one in four may be missing when nothing holds them all; one in five of those typed without marks
const NEAR_SHARE = 0.66; // so much of a long query must stand in one line of a bulletin that does not hold all of it
const MISTYPED = 3; // one in so many marks, one at least, may be wrong
const SHORT = 3; // words, too few to tell a mistyped one by the others
const EQUALS = 50; // the best among which equals are looked for
const SHOWN = 10;
const LOOKED_AT = 10; // the best whose text is looked at for nearness: those that are shown, so that none is loaded for it alone
const EQUAL_STEPS = 50; // scores within a fiftieth of the best are equals: the newer is first
const SHORTEST_SUGGESTED = 3; // letters
const SNIPPET_LINES = 5;

const inQuotes = (list) => list.map((word) => `“${word}”`).join(", ");

export const NOTICES = {
  shortened: "Câu tìm quá dài, chỉ dùng phần đầu.",
  nothingTyped: "Hãy nhập từ cần tìm hoặc chọn bộ lọc.",
  notMarked: "Không có văn bản nào đúng dấu như đã gõ; kết quả dưới đây không phân biệt dấu.",
  numberParts: "Không có văn bản mang hoặc dẫn đúng số hiệu này; kết quả dưới đây khớp một phần số hiệu.",
  fewer: "Không có văn bản nào chứa đủ các từ; kết quả dưới đây chỉ chứa phần lớn các từ.",
  filtered: "Không tìm thấy văn bản nào với bộ lọc này. Hãy bỏ bớt bộ lọc.",
  nothing: "Không tìm thấy văn bản nào có các từ này đi cùng nhau. Hãy bớt từ hoặc bỏ ngoặc kép.",
  onlyFunctionWords: "Câu tìm chỉ có từ nối, không có gì để tìm. Hãy thêm từ chính.",
  corrected: (wrong, right) => `Không có từ “${wrong}” trong kho; kết quả dưới đây tìm “${right}”.`,
  understood: (wrong, right) => `Không có văn bản nào có “${wrong}” đi cùng các từ khác; kết quả dưới đây tìm “${right}”.`,
  missing: (list, hints) => {
    const hint = hints.length ? `Có phải bạn tìm ${inQuotes(hints)}?` : "Hãy kiểm tra chính tả hoặc bớt từ.";
    return `Không tìm thấy: ${inQuotes(list)} không có trong văn bản nào. ${hint}`;
  },
};

/** The search over the files below an address that ends with a slash: `await engine.search({q, type, …, sort})`. */
export async function openEngine(base) {
  const [index] = await Promise.all([openIndex(base), practise(createEngine).catch(console.warn)]); // it waits for its first files anyway
  return createEngine(index, new URL("..", base).href);
}

/** The search over an open index of the site at an address. */
function createEngine(index, site) {
  return {
    /** {total, hits (numbers of bulletins in order), facets, units (what a snippet marks), notice}. */
    async search(query, { cited = false } = {}) {
      const parsed = parse(query.q ?? "");
      const [allowed] = await Promise.all([allowedBy(query, index), index.load(loadedFor(parsed.units, index.abbreviations)), ...(cited ? [index.column("cites")] : [])]);
      const scope = { index, match: createMatcher(index), allowed };
      const found = await answer(scope, parsed.units);
      const hits = await ordered(scope, found, query.sort === "date" || !parsed.units.length);
      const notice = [parsed.shortened ? NOTICES.shortened : "", found.notice ?? ""].filter(Boolean).join(" ");
      return { total: hits.length, hits, facets: countFacets(hits, index), units: found.units ?? parsed.units, notice };
    },
    /** What is shown of a hit: its facts, its address (of the heading above the snippet) and the pieces of its snippet. */
    show: (number, units) => shown(index, number, units, site),
  };
}

const loadedFor = (units, table) => [...keysFor(units), ...pairsFor(units, table)];

// ---------------------------------------------------------------- attempts
/** {tiers (scores, all of the first before any of the second), notice, units, exact (the first tier agrees with the marks)}. */
async function answer(scope, units) {
  if (!units.length) return everything(scope);
  if (units.every((unit) => unit.optional || (isWord(unit) && /^[a-z0-9]$/.test(unit.exact[0])))) return { tiers: [], notice: NOTICES.onlyFunctionWords, units };
  for (const attempt of [asTyped, numberParts, corrected, slipped, fewer]) {
    const found = await attempt(scope, units);
    if (found?.tiers.some(count)) return found;
  }
  return { tiers: [], notice: await nothing(scope, units), units };
}

async function nothing(scope, units) {
  const missing = await unknown(scope, units);
  if (!missing.length) return scope.allowed ? NOTICES.filtered : NOTICES.nothing;
  const words = missing.filter((unit) => correctable(unit) && [...unit.folded[0]].length >= SHORTEST_SUGGESTED);
  const known = words.length ? await scope.index.vocabulary("") : [];
  const hints = words.map((unit) => neighbours(unit.folded[0], known)[0]).filter(Boolean);
  return NOTICES.missing(missing.map((unit) => unit.typed), hints);
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

/** With the reader's marks; when those are few, also where most marks agree or the words stand in a row with other marks. */
async function asTyped(scope, units) {
  if (!units.some(isMarked)) return { tiers: [await withNear(scope, units, "folded")], units };
  const exact = await withNear(scope, units, "exact");
  const held = count(exact);
  if (held >= FEW) return { tiers: [exact], units, exact: true };
  const folded = await fitting(scope, units, await scope.match.allUnits(units, "folded", scope.allowed), "folded");
  if (!held) return { tiers: [await mostMarks(scope, units, folded)], units, notice: NOTICES.notMarked };
  const others = await inARow(scope, units, dropWhere(folded.slice(), exact), "folded");
  // A mark was mistyped: the words in a row are what was meant.
  if (count(others) && !count(await inARow(scope, units, exact, "exact"))) return { tiers: [others, exact], units };
  return { tiers: [exact, others], units, exact: true };
}

/** The bulletins that hold the words in a row with other marks, or (many words) agree with most of the marks typed. */
async function mostMarks(scope, units, scores) {
  if (!count(scores)) return scores;
  const marked = required(units).filter(isMarked);
  const row = await inARow(scope, units, scores, "folded");
  const plain = required(units).filter((unit) => !unit.terms.length).length;
  if (plain > 1 && plain <= SHORT) return row;
  const needed = marked.length - Math.max(1, Math.floor(marked.length / MISTYPED));
  const held = howMany(await Promise.all(marked.map((unit) => scope.match.unit(unit, "exact"))), scores.length);
  const found = keepFrom(scores.slice(), held, needed);
  return atLeast(found, row);
}

/** A number that is nowhere as a whole: its parts in a row. */
async function numberParts(scope, units) {
  if (!units.some(isNumber)) return null;
  const parts = units.map((unit) => (isNumber(unit) ? { ...unit, terms: [] } : unit));
  await scope.index.load(keysFor(parts));
  return { tiers: [await scope.match.allUnits(parts, "folded", scope.allowed)], units: parts, notice: NOTICES.numberParts };
}

/** The words that stand nowhere are replaced by what the reader may have meant; the other words must stand as typed. */
async function corrected(scope, units) {
  const missing = await unknown(scope, units);
  if (!missing.length || !missing.every(correctable)) return null;
  const vocabulary = await scope.index.vocabulary("");
  const known = new Set(vocabulary);
  const raw = await knownRaw(scope, typedRaw(units, missing));
  const tried = raw ? [{ units: raw, put: raw.map((unit) => unit.typed).join(" ") }] : required(units).length > 1 ? readingsOf(units, missing, vocabulary, known) : [];
  await scope.index.load(tried.flatMap((one) => loadedFor(one.units, scope.index.abbreviations)));
  let best = { tiers: [], held: 0 };
  for (const one of tried) {
    const found = await asTyped(scope, one.units);
    const held = found.tiers.reduce((sum, scores) => sum + count(scores), 0);
    if (held > best.held) best = { ...found, held, notice: NOTICES.corrected(missing.map((unit) => unit.typed).join(" "), one.put) };
  }
  return best;
}

/** The units of a query read as keys, if the archive holds every word that they make. */
async function knownRaw({ index, match }, raw) {
  if (!raw) return null;
  await index.load(raw.made.map(unmarked));
  return raw.made.every((word) => count(match.term(word, "exact"))) ? raw.units : null;
}

/** One slip of a letter made another word: only where the whole query then stands together. */
async function slipped(scope, units) {
  const must = required(units);
  if (must.length < 2) return null;
  const tried = slips(units, await scope.index.vocabulary(""));
  await scope.index.load(tried.flatMap((one) => loadedFor(one.units, scope.index.abbreviations)));
  let best = { tiers: [], held: 0 };
  for (const one of tried) {
    const scores = holdingPairs(scope, one.units, await scope.match.allUnits(one.units, "folded", scope.allowed), "folded", 1);
    if (count(scores) > best.held) best = { tiers: [scores], held: count(scores), units: one.units, notice: NOTICES.understood(one.wrong, one.put) };
  }
  return best;
}

/** Most of the words of a long query, with their marks. */
async function fewer(scope, units) {
  const scores = holdingPairs(scope, units, await most(scope, units), units.some(isMarked) ? "exact" : "folded");
  return { tiers: [scores], units, notice: NOTICES.fewer };
}

/** Bulletins with most of the words of a long query. Numbers, figures and phrases are never given up. */
async function most({ match, allowed }, units) {
  const must = required(units);
  const words = must.filter((unit) => isWord(unit) && !/^\p{Nd}+$/u.test(unit.exact[0]));
  const fixed = await Promise.all(must.filter((unit) => !words.includes(unit)).map((unit) => match.unit(unit, "folded")));
  const enough = words.length - Math.floor(words.length / (units.some(isMarked) ? RELAX_FROM : RELAX_FROM + 1));
  const found = new Float32Array(match.size);
  if (enough === words.length) return found;
  const holders = await Promise.all(words.map((unit) => match.unit(unit, isMarked(unit) ? "exact" : "folded")));
  const held = howMany(holders, match.size);
  for (const scores of holders) for (let number = 0; number < found.length; number += 1) found[number] += scores[number];
  for (let number = 0; number < found.length; number += 1) found[number] *= held[number] < enough ? 0 : held[number] / words.length;
  for (const needed of [...fixed, ...(allowed ? [allowed] : [])]) keepWhere(found, needed);
  return found;
}

/** How many of the scores each bulletin has. */
function howMany(held, size) {
  const found = new Uint8Array(size);
  for (const scores of held) countWhere(found, scores);
  return found;
}

/** Bulletins that hold all; when those are few, also such as hold most of a long query in one line. */
async function withNear(scope, units, field) {
  const scores = await fitting(scope, units, await scope.match.allUnits(units, field, scope.allowed), field);
  const held = count(scores);
  if (!held || held >= FEW || required(units).length <= RELAX_FROM) return scores;
  const others = dropWhere(await most(scope, units), scores);
  const [sought] = wantedIn(units, field === "exact", scope.index.abbreviations);
  await Promise.all(best(others, LOOKED_AT).map(async (number) => {
    if (lineShare(await scope.match.lines(number, field), sought.words) >= NEAR_SHARE) scores[number] = others[number];
  }));
  return scores;
}

/** Of the scores those of bulletins in which the query's words, two at least, follow one another. */
async function inARow({ match }, units, scores, field) {
  const found = new Float32Array(scores.length);
  const words = required(units).filter((unit) => !unit.terms.length).flatMap((unit) => keysOf(unit, field));
  if (words.length < 2 || !count(scores)) return found;
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
  const scores = (tiers[0] ?? new Float32Array()).slice();
  for (const tier of tiers) atLeast(scores, tier);
  return numbersOf(scores).sort((a, b) => (dates[a] === dates[b] ? scores[b] - scores[a] : 0) || a - b);
}

/** By score and nearness: the best are judged by their text, the others by the pairs of words that they hold. */
async function byRelevance({ index, match }, scores, units, field) {
  const row = plainRow(units).map((key) => (field === "exact" ? key : unmarked(key)));
  if (row.length < 2) return withEquals(scores, best(scores, scores.length), EQUALS);
  const pairs = pairsOf(row);
  const { held, inTitle, inFacts } = match.pairsHeld(pairs, field);
  const likely = scores.slice();
  for (let number = 0; number < likely.length; number += 1) {
    if (likely[number]) likely[number] *= likelyGain(held[number] / pairs.length, inTitle[number] / pairs.length, inFacts[number] / pairs.length);
  }
  const all = best(likely, likely.length);
  if (all.slice(0, SHOWN).every((number) => held[number] === pairs.length)) return withEquals(likely, all, EQUALS); // a text would say no more
  const sought = wantedIn(units, field === "exact", index.abbreviations);
  const near = new Float32Array(scores.length);
  await Promise.all(all.slice(0, LOOKED_AT).map(async (number) => {
    const { head } = await index.text(number);
    near[number] = scores[number] * gain(await match.lines(number, field), head.length, sought);
  }));
  return withEquals(near, all, LOOKED_AT);
}

/** The first of the bulletins by their scores, the newer first of equals; the others as they are. */
function withEquals(scores, numbers, most) {
  const first = numbers.slice(0, most);
  const top = first.reduce((high, number) => Math.max(high, scores[number]), 0) || 1;
  const worth = (number) => Math.round((scores[number] / top) * EQUAL_STEPS);
  return [...first.sort((a, b) => worth(b) - worth(a) || a - b), ...numbers.slice(most)];
}

// ---------------------------------------------------------------- what is shown
async function shown(index, number, units, site) {
  const text = await index.text(number);
  const wanted = shownUnits(units, index.abbreviations);
  const from = text.lines.length > 1 ? 1 : 0; // the first line is the title
  const rows = keysOfLines(text, "folded").slice(text.head.length + from);
  const looked = linesToLookAt(rows, wanted).map((line) => line + from);
  const { at, pieces } = snippetAt(looked.map((line) => text.lines[line] ?? ""), wanted);
  const heading = text.headings.filter(([line]) => line <= looked[at]).pop()?.[1] ?? "";
  const place = site.startsWith("file:") ? text.place : text.place.replace(/index\.html$/, ""); // a disk serves no folders
  const { id, title, number: own, type, issuer, date } = text;
  return { id, title, number: own, type, issuer, date, url: site + place, heading, snippet: pieces };
}
