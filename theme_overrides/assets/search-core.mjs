// The search page's analysis: pure functions, the twin of builder/vietnamese/keys.py and builder/search/{document_numbers,
// parse,snippet}.py, pagefind_text.py. tests/unit/search/vectors.json holds the cases that keep both sides equal.

// ---------------------------------------------------------------- keys
const TONES = ["\u0300", "\u0301", "\u0303", "\u0309", "\u0323"];
const nfc = (text) => text.normalize("NFC");
const OLD_OF_NEW = new Map();
for (const [first, last] of [["o", "a"], ["o", "e"], ["u", "y"]]) {
  for (const tone of TONES) OLD_OF_NEW.set(first + nfc(last + tone), nfc(first + tone) + last);
}
const TONE_OF_U = new Map(TONES.map((tone) => [nfc("u" + tone), tone]));
const I_OF_Y = new Map([["y", "i"], ...TONES.map((tone) => [nfc("y" + tone), nfc("i" + tone)])]);
const TONE_ON_GLIDE = new RegExp(`^q([${[...TONE_OF_U.keys()].join("")}])([aăâeêioôơy])(.*)$`, "u");
const FINAL_Y_WORD = new RegExp(`^(h|k|l|m|s|t|qu)([${[...I_OF_Y.keys()].join("")}])$`, "u");

export function oldTonePlacement(word) {
  const glide = TONE_ON_GLIDE.exec(word);
  if (glide) return "qu" + nfc(glide[2] + TONE_OF_U.get(glide[1])) + glide[3];
  const old = OLD_OF_NEW.get(word.slice(-2));
  return old === undefined || word.slice(0, -2).endsWith("q") ? word : word.slice(0, -2) + old;
}

function finalI(word) {
  const match = FINAL_Y_WORD.exec(word);
  return match ? match[1] + I_OF_Y.get(match[2]) : word;
}

export function canonical(word) {
  if (/^[0-9]+$/.test(word)) return word.replace(/^0+(?=.)/, "");
  const lowered = nfc(word).toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ").replace(/[\u00f0\u0256]/g, "đ");
  if (/^\p{Nd}+$/u.test(lowered)) return lowered.replace(/^0+/, "") || "0";
  return finalI(oldTonePlacement(lowered));
}

export const unmarked = (text) => nfc(text.normalize("NFD").replace(/\p{Mn}/gu, "")).replace(/đ/g, "d").replace(/Đ/g, "D");
export const fold = (word) => unmarked(canonical(word));

// ---------------------------------------------------------------- words
const WORD = /\p{Nd}+(?:[.,]\p{Nd}+)+|[\p{L}\p{N}]+/gu;

const known = new Map(); // a language has few syllables
const MOST_KNOWN = 65_536;

function wordKeys(word) {
  let keys = known.get(word);
  if (!keys) {
    const exact = canonical(word);
    keys = { exact, folded: unmarked(exact) };
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(word, keys);
  }
  return keys;
}

/** The exact and the folded keys of each line between blanks: a phrase is found by a plain search for ` tổ dân phố `. */
export function keyLines(lines) {
  const rows = lines.map((line) => (line.match(WORD) ?? []).map(wordKeys));
  const joined = (field) => rows.map((row) => ` ${row.map((keys) => keys[field]).join(" ")} `);
  return { exact: joined("exact"), folded: joined("folded") };
}

/** The words of a text: exact and folded key, start and end. */
export function words(text) {
  return Array.from(text.matchAll(WORD), (match) => {
    const { exact, folded } = wordKeys(match[0]);
    return { exact, folded, start: match.index, end: match.index + match[0].length };
  });
}

// ---------------------------------------------------------------- document numbers
/** Folded codes of document numbers: builder/search/data/number_codes.csv. */
export const TYPE_CODES = new Set(
  "bb bc cd ct ctr cv da gm hd kh kl nd nq pa qc qd qdi qyd tb tc tt ttlt ttr vbhn".split(" "),
);
export const ISSUER_CODES = new Set((
  "bca bch bdv bdvtw bgddt bnnptnt bnv bqp btc btctw btg btgtw btnmt btp btv byt cb cp dh du duk hdnd hu mttq qu thu ttcp " +
  "ttctp ttg tu tw ubkt ubkttu ubkttw ubmttq ubnd vpcp vphu vptu vptw"
).split(" "));

const BREAK = "[^\\S\\n]*[-\\u2010\\u2011\\u2012\\u2013\\u2014\\u2212/][^\\S\\n]*";
const CODE_BREAK = "[^\\S\\n]*[-\\u2010\\u2011\\u2012\\u2013\\u2014\\u2212/&][^\\S\\n]*";
const CODE = "\\p{L}[\\p{L}\\p{N}]*";
const NUMBER = new RegExp(
  `(?<![\\p{L}\\p{N}])(?<!\\p{Nd}[.,/])(\\p{Nd}{1,5}[a-zđ]?)(${BREAK})(?:((?:19|20)\\p{Nd}\\p{Nd})(${BREAK}))?(${CODE}(?:${CODE_BREAK}${CODE})*)`,
  "gu",
);

/** The parts of a number as one key: `52-bc-đu`. */
export function joinedKey(parts) {
  const keys = parts.map(canonical);
  keys[0] = keys[0].replace(/^0+/, "") || "0";
  return keys.map((key, index) => (index && key === "tư" ? "tw" : key)).join("-");
}

/** The key of a number that stands alone; "" if it is none. */
export function numberKey(number) {
  const parts = nfc(number).replace(/^\s*số(?![\p{L}\p{N}_])/iu, "").match(/[\p{L}\p{N}]+/gu) ?? [];
  return parts.length && /^\p{N}/u.test(parts[0]) ? joinedKey(parts) : "";
}

/** Document numbers in a text: {key, start, end}. `typed`: as a reader may type them. */
export function findNumbers(text, typed = false) {
  return [...text.matchAll(NUMBER)].map((match) => trimmed(match, typed)).filter(Boolean);
}

function trimmed(match, typed) {
  const [whole, number, first, year, second, codes] = match;
  const from = match.index + whole.length - codes.length;
  const spaced = /\s/.test(first + (second ?? ""));
  const kept = [];
  let end = 0;
  for (const code of codeSpans(codes).slice(0, 4)) {
    const loose = kept.length ? /\s/.test(codes.slice(end, code.start)) : spaced;
    if (!isCode(codes.slice(code.start, code.end), !kept.length, loose, typed)) break;
    kept.push(codes.slice(code.start, code.end));
    end = code.end;
  }
  if (!kept.length) return null;
  return { key: joinedKey([number, ...(year ? [year] : []), ...kept]), start: match.index, end: from + end };
}

function codeSpans(codes) {
  const spans = [];
  let start = 0;
  for (const gap of codes.matchAll(new RegExp(CODE_BREAK, "gu"))) {
    spans.push({ start, end: gap.index });
    start = gap.index + gap[0].length;
  }
  return [...spans, { start, end: codes.length }];
}

function isCode(word, first, loose, typed) {
  if ([...word].length > 12) return false;
  const capital = /^\p{Lu}/u.test(word);
  const key = fold(word);
  if (TYPE_CODES.has(key) || (!first && ISSUER_CODES.has(key))) return first || !loose || typed || capital;
  return !loose && [...word].length > 1 && (typed || capital);
}

// ---------------------------------------------------------------- queries
export const LONGEST_QUERY = 400;
const MOST_UNITS = 24;
const OPERATORS = new Set(["AND", "OR", "NOT"]);
/** builder/search/data/function_words.txt */
export const FUNCTION_WORDS = new Set(
  "và va của cua về các cac những nhung cho ở tại là thì mà theo với voi từ đến ngày".split(" ").map(canonical),
);

/** A query's units in the order typed: {exact, folded, number, optional, typed}. Any text whatever is a query. */
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

export const isMarked = (unit) => unit.number === null && unit.exact.join(" ") !== unit.folded.join(" ");

function rawUnits(text) {
  const segments = text.split('"');
  if (segments.length % 2 === 0) segments.push(segments.splice(-2).join(" "));
  const operators = (text.match(/[\p{L}\p{N}]+/gu) ?? []).some((word) => !OPERATORS.has(word));
  return segments.flatMap((segment, index) => (index % 2 ? quoted(segment) : unquoted(segment, operators)));
}

function unitOf(tokens, typed, number = null, optional = false) {
  return { exact: tokens.map((token) => token.exact), folded: tokens.map((token) => token.folded), number, optional, typed };
}

function quoted(segment) {
  const tokens = words(segment);
  return tokens.length ? [unitOf(tokens, segment.trim())] : [];
}

function unquoted(segment, operators) {
  const units = [];
  let done = 0;
  for (const { start, end, key } of typedNumbers(segment)) {
    units.push(...plainWords(segment.slice(done, start).replace(/(?<![\p{L}\p{N}_])(?:số|so)\s*:?\s*$/iu, ""), operators));
    const typed = segment.slice(start, end);
    units.push(unitOf(words(typed), typed, unmarked(key)));
    done = end;
  }
  return [...units, ...plainWords(segment.slice(done), operators)];
}

function plainWords(segment, operators) {
  return words(segment)
    .filter((token) => !(operators && OPERATORS.has(segment.slice(token.start, token.end))))
    .map((token) => unitOf([token], segment.slice(token.start, token.end), null, FUNCTION_WORDS.has(token.exact)));
}

/** Numbers with their separators, and those typed with blanks only: `52 bc đu`. */
function typedNumbers(segment) {
  const found = findNumbers(segment, true);
  const tokens = words(segment);
  for (let index = 0; index + 2 < tokens.length; index += 1) {
    const spaced = spacedNumber(segment, tokens.slice(index, index + 4));
    if (spaced && !found.some(({ start, end }) => start < spaced.end && spaced.start < end)) found.push(spaced);
  }
  return found.sort((a, b) => a.start - b.start);
}

function spacedNumber(segment, tokens) {
  if (!/^\p{Nd}/u.test(tokens[0].exact)) return null;
  const size = tokens.length === 4 && /^(19|20)\p{Nd}\p{Nd}$/u.test(tokens[1].exact) ? 4 : 3;
  if (!TYPE_CODES.has(tokens[size - 2].folded) || !ISSUER_CODES.has(tokens[size - 1].folded)) return null;
  const [start, end] = [tokens[0].start, tokens[size - 1].end];
  return { start, end, key: joinedKey(tokens.slice(0, size).map((token) => segment.slice(token.start, token.end))) };
}

// ---------------------------------------------------------------- Pagefind's spelling
/** A key as a word of the copy that Pagefind indexes. */
export const queryWord = (key) => `${key.replace(/\./g, "ǃ").replace(/,/g, "ǀ").replace(/đ/g, "ď")}ǁ`;

// ---------------------------------------------------------------- snippets
const WIDTH = 240;

/** The line that holds most of the units, nearest together, cut around its matches: [{text, marked}]. */
export const snippet = (lines, units, width = WIDTH) => snippetAt(lines, units, width).pieces;

/** The same, with the number of the line. */
export function snippetAt(lines, units, width = WIDTH) {
  let best = { at: 0, line: "", spans: [], worth: [-1, -1] };
  lines.forEach((line, at) => {
    const spans = matches(line, units);
    const worth = worthOf(spans);
    if (worth[0] > best.worth[0] || (worth[0] === best.worth[0] && worth[1] > best.worth[1])) best = { at, line, spans, worth };
  });
  return { at: best.at, pieces: pieces(best.line, best.spans, ...cut(best.line, best.spans, width)) };
}

function worthOf(spans) {
  let [longest, run, last] = [0, 0, -1];
  for (const { start, end } of spans) {
    run = start === last + 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
    last = end;
  }
  return [new Set(spans.map((span) => span.unit)).size, longest];
}

/** The places in a line that match the units, not overlapping; with the reader's marks if any match has them. */
export function matches(line, units) {
  const tokens = words(line);
  const numbers = units.some((unit) => unit.number) ? new Map(findNumbers(line).map((found) => [unmarked(found.key), found])) : new Map();
  const spans = units.flatMap((unit, index) => unitMatches(tokens, numbers, unit).map(([start, end]) => ({ start, end, unit: index })));
  const kept = [];
  for (const span of spans.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (!kept.length || span.start >= kept[kept.length - 1].end) kept.push(span);
  }
  return kept;
}

function unitMatches(tokens, numbers, unit) {
  const number = unit.number ? numbers.get(unit.number) : undefined;
  if (number) return [[number.start, number.end]];
  const exact = sequence(tokens, unit.exact, "exact");
  return exact.length ? exact : sequence(tokens, unit.folded, "folded");
}

function sequence(tokens, pattern, key) {
  const found = [];
  for (let index = 0; index + pattern.length <= tokens.length; index += 1) {
    if (pattern.every((word, offset) => tokens[index + offset][key] === word)) {
      found.push([tokens[index].start, tokens[index + pattern.length - 1].end]);
    }
  }
  return found;
}

function cut(line, spans, width) {
  if (line.length <= width) return [0, line.length];
  let [best, start] = [-1, 0];
  for (const { start: first } of spans) {
    const inside = new Set(spans.filter((s) => s.start >= first && s.end <= first + Math.floor((width * 3) / 4)).map((s) => s.unit)).size;
    if (inside > best) [best, start] = [inside, first];
  }
  start = Math.min(Math.max(0, start - Math.floor(width / 4)), line.length - width);
  if (start) start += line.slice(start, start + 30).indexOf(" ") + 1;
  let end = Math.min(line.length, start + width);
  if (end < line.length) {
    const blank = line.slice(start, end).lastIndexOf(" ");
    end = Math.max(blank < 0 ? -1 : start + blank, start + Math.floor(width / 2));
  }
  return [start, end];
}

function pieces(line, spans, start, end) {
  const found = start ? [{ text: "… ", marked: false }] : [];
  let done = start;
  for (const span of spans) {
    if (span.start < start || span.end > end) continue;
    found.push({ text: line.slice(done, span.start), marked: false }, { text: line.slice(span.start, span.end), marked: true });
    done = span.end;
  }
  found.push({ text: line.slice(done, end), marked: false });
  if (end < line.length) found.push({ text: " …", marked: false });
  return joined(found.filter((piece) => piece.text));
}

/** Marked words with only a blank between them become one mark. */
function joined(found) {
  const kept = [];
  found.forEach((piece, index) => {
    const last = kept[kept.length - 1];
    const between = piece.text === " " && last?.marked && found[index + 1]?.marked;
    if (last?.marked && (between || piece.marked)) last.text += piece.text;
    else kept.push({ ...piece });
  });
  return kept;
}

// ---------------------------------------------------------------- filters
const row = (text, key) => ` ${words(nfc(text)).map((token) => token[key]).join(" ")} `;

/** The values of a facet that a filter means: the very value, else those that hold its words in a row. */
export function meant(wanted, values) {
  if (values.includes(wanted)) return [wanted];
  const key = row(wanted, "exact") === row(wanted, "folded") ? "folded" : "exact";
  return values.filter((value) => row(value, key).includes(row(wanted, key)));
}
