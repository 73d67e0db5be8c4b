// The search page's analysis: pure functions, the twin of builder/vietnamese/keys.py and builder/search/document_numbers.py.
// tests/unit/search/vectors.json holds the cases that keep both sides equal.

// ---------------------------------------------------------------- keys
const TONES = ["\u0300", "\u0301", "\u0303", "\u0309", "\u0323"];
export const nfc = (text) => text.normalize("NFC");
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

/** Text without marks. Those of Latin letters go first, and seldom are there others: the class of all marks is slow to look for. */
export function unmarked(text) {
  const bare = text.normalize("NFD").replace(/[\u0300-\u036f]+/g, "").replace(/đ/g, "d").replace(/Đ/g, "D");
  return /[^\0-\u02ff]/.test(bare) ? nfc(bare.replace(/\p{Mn}/gu, "")) : bare;
}
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

// ---------------------------------------------------------------- filters
const row = (text, key) => ` ${words(nfc(text)).map((token) => token[key]).join(" ")} `;

/** The values of a facet that a filter means: the very value, else those that hold its words in a row. */
export function meant(wanted, values) {
  if (values.includes(wanted)) return [wanted];
  const key = row(wanted, "exact") === row(wanted, "folded") ? "folded" : "exact";
  return values.filter((value) => row(value, key).includes(row(wanted, key)));
}
