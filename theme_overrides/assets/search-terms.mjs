// Numbers in short, periods and days, in queries and in texts: twin of builder/search/{short_numbers,periods,terms}.py.
// A term is {key, gain}; what a text says of a document number or a period is found under it, however it is spelled.

import { canonical, findNumbers, TYPE_CODES, unmarked, words } from "./search-core.mjs";

/** Names of types and their codes: builder/search/data/number_codes.csv. */
export const TYPES = Object.entries({
  "Nghị quyết": "NQ", "Quyết định": "QĐ", "Quy định": "QĐi QyĐ QĐ", "Chỉ thị": "CT", "Kết luận": "KL", "Quy chế": "QC", "Thông tư": "TT",
  "Thông cáo": "TC", "Hướng dẫn": "HD", "Thông báo": "TB", "Báo cáo": "BC", "Kế hoạch": "KH", "Chương trình": "CTr", "Đề án": "ĐA",
  "Phương án": "PA", "Dự án": "DA", "Tờ trình": "TTr", "Công văn": "CV", "Biên bản": "BB", "Công điện": "CĐ", "Nghị định": "NĐ",
  "Thông tư liên tịch": "TTLT", "Văn bản hợp nhất": "VBHN", "Giấy mời": "GM", "Hợp đồng": "HĐ",
}).map(([name, codes]) => [name.split(" ").map(canonical), codes.split(" ").map(canonical)]);
const EXACT_CODES = new Set(TYPES.flatMap(([, codes]) => codes));
const byName = (key) => new Map(TYPES.map(([name, codes]) => [name.map(key).join(" "), codes.map(unmarked)]));
const NAMES_OF_TYPES = byName((word) => word);
const UNMARKED_NAMES = byName(unmarked);
const LONGEST_NAME = Math.max(...TYPES.map(([name]) => name.length));
const [OWN, NAMED, NAMED_GAIN] = ["so", "sd", 0.4];
const MEASURES = new Set("năm tháng tuần ngày quí giờ triệu tỉ nghìn người hộ buổi cuộc nam thang tuan ngay qui".split(" "));
/** Types whose documents are about a month as often as they are numbered. */
const OF_MONTHS = new Set(["bc", "kh", "ctr"]);
const JOINTS = new Set(["/", "-", ".", "–"]);

const isSaid = (word) => word?.folded === "so";
const isYear = (word) => word?.folded.length === 4 && /^(19|20)/.test(word.folded);

/** Whether a word is the code of a type, with its own marks or none: `đã` is not ĐA. */
export const isTypeCode = (word) => TYPE_CODES.has(word.folded) && (word.exact === word.folded || EXACT_CODES.has(word.exact));

/** The words of a text, with what joins each to the next. */
function numberWords(text) {
  const tokens = words(text);
  return tokens.map((token, at) => ({ ...token, joined: JOINTS.has(text.slice(token.end, tokens[at + 1]?.start ?? text.length).trim()) }));
}

/** A figure that may number a document. */
function isFigure(row, at) {
  const digits = /^(\p{Nd}{1,5})[a-z]?$/u.exec(row[at]?.folded ?? "")?.[1];
  if (!digits) return false;
  const following = row[at + 1];
  if (!following) return true;
  if (following.folded === "nam" && isYear(row[at + 2])) return true;
  return !MEASURES.has(following.exact) && !(row[at].joined && Number(digits) <= 12 && isYear(following));
}

/** The numbers that a reader names in short: {terms, first, end}. */
export function typedNumbers(text) {
  const row = numberWords(text);
  return row.map((_, at) => afterName(row, at) ?? withCode(row, at) ?? bare(row, at)).filter(Boolean);
}

/** `Chỉ thị 05 2022`: a number and its year, where the figures alone would say a month. Reports and plans are of months. */
export function numbersBeforeYears(text) {
  const row = numberWords(text);
  const ofMonths = ({ terms }) => terms.some(({ key }) => !/^\p{Nd}/u.test(key) || OF_MONTHS.has(key.slice(key.indexOf("-") + 1)));
  return typedNumbers(text).filter((one) => isYear(row[one.end]) && !ofMonths(one));
}

function afterName(row, first) {
  for (let size = Math.min(LONGEST_NAME, row.length - first); size > 0; size -= 1) {
    const codes = UNMARKED_NAMES.get(row.slice(first, first + size).map((word) => word.folded).join(" "));
    if (!codes) continue;
    const at = first + size + Number(isSaid(row[first + size]));
    if (isFigure(row, at)) return { terms: codes.map((code) => ({ key: `${row[at].folded}-${code}`, gain: 1 })), first, end: at + 1 };
  }
  return null;
}

function withCode(row, first) {
  const made = (number, code, end) => ({ terms: [{ key: `${number.folded}-${code.folded}`, gain: 1 }], first, end });
  if (isTypeCode(row[first])) {
    const at = first + 1 + Number(isSaid(row[first + 1]));
    return isFigure(row, at) ? made(row[at], row[first], at + 1) : null;
  }
  return row[first + 1] && isTypeCode(row[first + 1]) && isFigure(row, first) ? made(row[first], row[first + 1], first + 2) : null;
}

function bare(row, first) {
  const said = isSaid(row[first]) && isFigure(row, first + 1);
  if (!said && !(row.length === 1 && isFigure(row, 0))) return null;
  if (said && isYear(row[first + 1])) return null;
  const number = row[first + Number(said)].folded;
  const named = said || number.length > 1 ? [{ key: `${NAMED}-${number}`, gain: NAMED_GAIN }] : [];
  return { terms: [{ key: `${OWN}-${number}`, gain: 1 }, ...named], first, end: first + 1 + Number(said) };
}

/** The terms of a full number's folded key besides itself. */
function partialKeys(key) {
  const [number, ...parts] = key.split("-");
  const plain = /^\p{Nd}{4}$/u.test(parts[0] ?? "") ? parts.slice(1) : parts;
  const code = plain.find((part) => TYPE_CODES.has(part));
  const found = [code ? `${number}-${code}` : "", [number, ...plain].join("-")];
  return [...new Set(found)].filter((term) => term && term !== key && term.includes("-"));
}

function namedNumbers(row) {
  const found = [];
  for (let at = 1; at < row.length; at += 1) {
    if (!isFigure(row, at)) continue;
    const end = at - Number(row[at - 1].exact === "số");
    if (end < at) found.push([`${NAMED}-${row[at].folded}`, at - 1, at + 1]);
    for (let first = Math.max(0, end - LONGEST_NAME); first < end; first += 1) {
      const codes = NAMES_OF_TYPES.get(row.slice(first, end).map((word) => word.exact).join(" ")) ?? [];
      found.push(...codes.map((code) => [`${row[at].folded}-${code}`, first, at + 1]));
    }
  }
  return found;
}

// ---------------------------------------------------------------- periods and days
const GAINS = { ky: 2.5, kh: 1.3, kn: 1 };
const [DATED_GAIN, DATED_IN_MONTH, NAMED_DAY_GAIN] = [2, 0.8, 0.4];
const MONTH = "(?<month>1[0-2]|[1-9])";
const DAY = "(?<day>3[01]|[12]\\d|[1-9])";
const PLAIN_YEAR = "(?<year>(?:19|20)\\d\\d)";
const YEAR = `(?:(?: nam)? ${PLAIN_YEAR})`;
const FORMS = [
  `(?:ngay )?${DAY} ${MONTH} ${PLAIN_YEAR}`,
  `(?:ngay )?${DAY} thang ${MONTH} nam ${PLAIN_YEAR}`,
  `(?<half>6|9|sau|chin) thang(?: (?<part>dau|cuoi) nam)?${YEAR}`,
  "(?<half>6|9|sau|chin) thang (?<part>dau|cuoi) nam",
  `(?:qui |q)(?<quarter>[1-4]|iv|i{1,3})${YEAR}`,
  "qui (?<quarter>[1-4]|iv|i{1,3})",
  `(?:thang |t)${MONTH}${YEAR}`,
  `thang ${MONTH}`,
  `${MONTH} ${PLAIN_YEAR}`,
  `(?:nam )?${PLAIN_YEAR} (?:den )?(?:nam )?(?<last>(?:19|20)\\d\\d)`,
  `(?:nam )?${PLAIN_YEAR}`,
].map((form) => new RegExp(`(?<= )${form}(?= )`, "g"));
const SPELLED = { nam: "năm", thang: "tháng", qui: "quí", ngay: "ngày", dau: "đầu", cuoi: "cuối", sau: "sáu", chin: "chín" };
const WORDS_OF_THEIR_OWN = new Set(["nam", "sau"]);
const FIGURES = { i: 1, ii: 2, iii: 3, iv: 4, sau: 6, chin: 9 };
const two = (number) => String(number).padStart(2, "0");

/** The periods and days in a row of words: {key, day, first, end}; a fuller form goes before one within it. */
export function said(row) {
  const marked = row.some((word) => word.exact !== word.folded);
  const other = (word) => SPELLED[word.folded] && word.exact !== SPELLED[word.folded]
    && (word.exact !== word.folded || (marked && WORDS_OF_THEIR_OWN.has(word.folded)));
  const text = ` ${row.map((word) => (other(word) ? "|" : word.folded)).join(" ")} `;
  const found = [];
  for (const form of FORMS) {
    for (const match of text.matchAll(form)) {
      const first = text.slice(0, match.index).split(" ").length - 2;
      const end = first + match[0].split(" ").length;
      if (!found.some((one) => one.first < end && first < one.end)) found.push({ ...periodKey(match.groups), first, end });
    }
  }
  return found.sort((a, b) => a.first - b.first);
}

function periodKey(parts) {
  const year = parts.year ?? "";
  if (parts.day) return { key: year + two(parts.month) + two(parts.day), day: true };
  const [start, end] = months(parts);
  return { key: `${year}${two(start)}-${parts.last ?? year}${two(end)}`, day: false };
}

function months({ half, part, quarter, month }) {
  const figure = (text) => FIGURES[text] ?? Number(text);
  if (half) return part === "cuoi" ? [13 - figure(half), 12] : [1, figure(half)];
  if (quarter) return [3 * figure(quarter) - 2, 3 * figure(quarter)];
  return month ? [Number(month), Number(month)] : [1, 12];
}

/** What answers a period or a day, the best first. */
export function periodTerms({ key, day }) {
  if (day) return [{ key: `cua-${key}`, gain: 1 }, { key: `ngay-${key}`, gain: NAMED_DAY_GAIN }];
  const found = Object.entries(GAINS).map(([sign, gain]) => ({ key: `${sign}-${key}`, gain }));
  return [...found, ...datedTerms(key)].sort((a, b) => b.gain - a.gain);
}

function datedTerms(key) {
  const [start, end] = key.split("-");
  if (start.length < 6) return [];
  if (start.slice(4) === "01" && end.slice(4) === "12") {
    return start.slice(0, 4) === end.slice(0, 4) ? [{ key: `kd-${start.slice(0, 4)}`, gain: DATED_GAIN }] : [];
  }
  const found = [];
  for (let month = Number(start.slice(4)); month <= Number(end.slice(4)); month += 1) {
    found.push({ key: `kd-${start.slice(0, 4)}${two(month)}`, gain: DATED_IN_MONTH });
  }
  return found;
}

function namedPeriods(row) {
  return said(row).flatMap(({ key, day, first, end }) => {
    const named = namedKeys(day ? `${key.slice(0, 6)}-${key.slice(0, 6)}` : key);
    return [...(day ? [`ngay-${key}`] : []), ...named].map((term) => [term, first, end]);
  });
}

function namedKeys(key) {
  const [start, end] = key.split("-");
  const [from, to] = [start.slice(0, 4), end.slice(0, 4)];
  if (start.length < 6 || key === `${from}01-${from}12`) return [`kn-${key}`];
  const years = [...new Set([from, to])].map((year) => `kn-${year}01-${year}12`);
  return [`kn-${key}`, ...(from === to ? [`kn-${start.slice(4)}-${end.slice(4)}`] : []), ...years];
}

// ---------------------------------------------------------------- texts
const MAY_NAME = /\p{Nd}|quý|sáu|chín/iu;

/** The terms of what a line names, with the place where it first does: key -> [start, end]. */
export function places(line) {
  const found = new Map();
  if (!MAY_NAME.test(line)) return found;
  const add = (key, start, end) => found.has(key) || found.set(key, [start, end]);
  for (const { key, start, end } of findNumbers(line)) {
    const folded = unmarked(key);
    for (const term of [folded, ...partialKeys(folded), `${NAMED}-${folded.split("-")[0]}`]) add(term, start, end);
  }
  const row = numberWords(line);
  for (const [key, first, end] of [...namedNumbers(row), ...namedPeriods(row)]) add(key, row[first].start, row[end - 1].end);
  return found;
}

/** Where a line says what a unit asks for; null if it does not. */
export function placeOf(terms, held) {
  const term = terms.find(({ key }) => held.has(key.replace(/^so-/, "sd-")));
  return term ? held.get(term.key.replace(/^so-/, "sd-")) : null;
}
