// What a reader typed, as units to look for: twin of builder/search/parse.py.

import { canonical, findNumbers, ISSUER_CODES, joinedKey, nfc, TYPE_CODES, unmarked, words } from "./search-core.mjs";
import { isTypeCode, numbersBeforeYears, periodTerms, said, typedNumbers, TYPES } from "./search-terms.mjs";

export const LONGEST_QUERY = 400;
const MOST_UNITS = 24;
const OPERATORS = new Set(["AND", "OR", "NOT"]);
/** builder/search/data/function_phrases.txt */
export const FUNCTION_PHRASES = ["viện dẫn", "trích dẫn", "dẫn chiếu", "đề cập", "văn bản nào", "tài liệu nào"];
const PHRASES = FUNCTION_PHRASES.map((phrase) => phrase.split(" ").map(canonical));
/** builder/search/data/function_words.txt */
export const FUNCTION_WORDS = new Set((
  "và va của cua về các cac những nhung cho ở tại là thì mà theo theo với voi từ " +
  "đến ngày trong nào gì ai bao nhiêu nhieu mấy đâu nhắc nói ông bà"
).split(" ").map(canonical));

/**
 * A query's units in the order typed: {exact, folded, terms, period, optional, typed}. Any text whatever is a query.
 * `terms` are those of the look-up that answer a number, a period or a day; empty for words and phrases.
 */
export function parse(text) {
  const clean = nfc(text.toWellFormed ? text.toWellFormed() : text).replace(/[“”„‟«»″＂]/g, '"');
  const letters = [...clean];
  const found = rawUnits(letters.slice(0, LONGEST_QUERY).join(""));
  const known = new Set();
  const units = found.filter((unit) => {
    const key = JSON.stringify({ ...unit, typed: "" });
    return !known.has(key) && known.add(key);
  });
  return { units: units.slice(0, MOST_UNITS), shortened: letters.length > LONGEST_QUERY || units.length > MOST_UNITS };
}

export function required(units) {
  const must = units.filter((unit) => !unit.optional);
  return must.length ? must : units;
}

export const isWord = (unit) => !unit.terms.length && unit.exact.length === 1;
export const isMarked = (unit) => !unit.terms.length && unit.exact.join(" ") !== unit.folded.join(" ");
export const isNumber = (unit) => unit.terms.length > 0 && !unit.period;

/** A unit of one word as it stands. */
export const wordUnit = (exact, optional = false) => ({ exact: [exact], folded: [unmarked(exact)], terms: [], period: false, optional, typed: exact });

function rawUnits(text) {
  const segments = text.split('"');
  if (segments.length % 2 === 0) segments.push(segments.splice(-2).join(" "));
  const operators = (text.match(/[\p{L}\p{N}]+/gu) ?? []).some((word) => !OPERATORS.has(word));
  return segments.flatMap((segment, index) => (index % 2 ? quoted(segment) : unquoted(segment, operators)));
}

function unitOf(tokens, typed, more = {}) {
  const row = { exact: tokens.map((token) => token.exact), folded: tokens.map((token) => token.folded) };
  return { ...row, terms: [], period: false, optional: false, typed, ...more };
}

function quoted(segment) {
  const tokens = words(segment);
  return tokens.length ? [unitOf(tokens, segment.trim())] : [];
}

/** What has a term of its own, and the words between. */
function unquoted(glued, operators) {
  const segment = glued.replace(GLUED, (_, code, figure, before, after) => `${code ?? before} ${figure ?? after}`);
  const units = [];
  let done = 0;
  for (const { start, end, terms, period = false, whole = false } of special(segment)) {
    const before = segment.slice(done, start);
    units.push(...plainWords(whole ? withoutCode(before.replace(/(?<![\p{L}\p{N}_])(?:số|so)\s*:?\s*$/iu, "")) : before, operators));
    const typed = segment.slice(start, end);
    units.push(unitOf(words(typed), typed, { terms, period }));
    done = end;
  }
  return [...units, ...plainWords(segment.slice(done), operators)];
}

const SPELLED_CODES = [...new Set([...TYPES.flatMap(([, codes]) => codes), ...TYPE_CODES])].sort((a, b) => b.length - a.length).join("|");
/** `52BC/ĐU`, `KL01`: a type's code and its figure without a blank. */
const GLUED = new RegExp(`(?<![\\p{L}\\p{N}])(?:(${SPELLED_CODES})(\\p{Nd}{1,5})|(\\p{Nd}{1,5})(${SPELLED_CODES}))(?![\\p{L}\\p{N}])`, "giu");

/** `KL 01-KL/TW` says its type twice. */
function withoutCode(text) {
  const last = words(text).pop();
  return last && isTypeCode(last) ? text.slice(0, last.start) : text;
}

function plainWords(segment, operators) {
  const row = words(segment);
  const asking = inPhrases(row.map((token) => token.exact));
  return row
    .map((token, at) => ({ token, optional: asking.has(at) || FUNCTION_WORDS.has(token.exact) }))
    .filter(({ token }) => !(operators && OPERATORS.has(segment.slice(token.start, token.end))))
    .map(({ token, optional }) => unitOf([token], segment.slice(token.start, token.end), { optional }));
}

/** The places of words that only ask. */
function inPhrases(row) {
  const starts = row.flatMap((_, at) => PHRASES.filter((phrase) => phrase.every((word, on) => row[at + on] === word)).map(({ length }) => [at, length]));
  return new Set(starts.flatMap(([at, length]) => Array.from({ length }, (_, on) => at + on)));
}

/** Full numbers, then periods and days, then numbers in short: what is found first keeps its words. */
function special(segment) {
  const tokens = words(segment);
  const place = ({ first, end }) => ({ start: tokens[first].start, end: tokens[end - 1].end });
  const found = [];
  const add = (one) => found.some((other) => other.start < one.end && one.start < other.end) || found.push(one);
  for (const number of findNumbers(segment, true)) add({ ...number, terms: [{ key: unmarked(number.key), gain: 1 }], whole: true });
  tokens.forEach((_, at) => {
    const spaced = at + 2 < tokens.length && spacedNumber(segment, tokens.slice(at, at + 4));
    if (spaced) add(spaced);
  });
  const ofYears = numbersBeforeYears(segment);
  const isTaken = (at) => ofYears.some((one) => one.first <= at && at < one.end);
  const others = tokens.map((token, at) => (isTaken(at) ? { ...token, exact: "|", folded: "|" } : token));
  for (const one of said(others)) add({ ...place(one), terms: periodTerms(one), period: !one.day });
  for (const one of [...ofYears, ...typedNumbers(segment)]) add({ ...place(one), terms: one.terms });
  return found.sort((a, b) => a.start - b.start);
}

/** A number, a type code and an issuer's code in a row (or number, year, type, issuer), whatever stands between. */
function spacedNumber(segment, tokens) {
  if (!/^\p{Nd}/u.test(tokens[0].exact)) return null;
  const size = tokens.length === 4 && /^(19|20)\p{Nd}\p{Nd}$/u.test(tokens[1].exact) ? 4 : 3;
  if (!TYPE_CODES.has(tokens[size - 2].folded) || !ISSUER_CODES.has(tokens[size - 1].folded)) return null;
  const key = unmarked(joinedKey(tokens.slice(0, size).map((token) => segment.slice(token.start, token.end))));
  return { start: tokens[0].start, end: tokens[size - 1].end, terms: [{ key, gain: 1 }], whole: true };
}
