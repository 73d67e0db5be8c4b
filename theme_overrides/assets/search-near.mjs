// How near the words of a query stand in a bulletin, the period that it asks for, its abbreviations in their other form, and
// spellings one letter away: twins of builder/search/{periods,abbreviations}.py and whoosh_index/closeness.py.

import { unmarked, words } from "./search-core.mjs";

// ---------------------------------------------------------------- periods
const MONTH = "(?<month>1[0-2]|[1-9])";
const YEAR = "(?:(?: nam)? (?<year>(?:19|20)\\d\\d))";
const FORMS = [
  `(?<half>6|9) thang(?: (?<part>dau|cuoi) nam)?${YEAR}`,
  "(?<half>6|9) thang (?<part>dau|cuoi) nam",
  `qui (?<quarter>[1-4]|iv|i{1,3})${YEAR}?`,
  `thang ${MONTH}${YEAR}?`,
  `t${MONTH}${YEAR}`,
  `${MONTH} (?<year>(?:19|20)\\d\\d)`,
  "nam (?<year>(?:19|20)\\d\\d)",
].map((form) => new RegExp(`(?<= )${form}(?= )`));
const ROMAN = { i: 1, ii: 2, iii: 3, iv: 4 };

/** The first period of a query, the fullest form first: {units, own, planned}, the terms of the look-up; null if it says none. */
export function periodOf(units) {
  const text = ` ${units.map((unit) => (unit.folded.length === 1 && !unit.number ? unit.folded[0] : "|")).join(" ")} `;
  const match = FORMS.map((form) => form.exec(text)).find(Boolean);
  if (!match) return null;
  const first = text.slice(0, match.index).split(" ").length - 2;
  const [start, end] = months(match.groups).map((month) => (match.groups.year ?? "") + String(month).padStart(2, "0"));
  const said = units.slice(first, first + match[0].split(" ").length);
  return { units: said, own: `ky-${start}-${end}`, planned: `kh-${start}-${end}` };
}

function months({ half, part, quarter, month }) {
  if (half) return part === "cuoi" ? [13 - Number(half), 12] : [1, Number(half)];
  if (quarter) return [3 * (ROMAN[quarter] ?? Number(quarter)) - 2, 3 * (ROMAN[quarter] ?? Number(quarter))];
  return month ? [Number(month), Number(month)] : [1, 12];
}

// ---------------------------------------------------------------- abbreviations
const LONGEST_READING = 12;

/** The other forms of the abbreviations and readings in a row of exact keys: [{start, end, says}]. */
export function otherForms(row, table) {
  const folded = row.map(unmarked);
  const found = [];
  for (let start = 0; start < row.length; start += 1) {
    for (let end = start + 1; end <= Math.min(row.length, start + LONGEST_READING); end += 1) {
      for (const says of table[folded.slice(start, end).join(" ")] ?? []) found.push({ start, end, says });
    }
  }
  return found;
}

const MOST_LINES = 5;

/** The lines that can hold a match, the best of them, so that a long text costs no more than a short one; `rows` are their keys. */
export function linesToLookAt(rows, units) {
  const wanted = units.map((unit) => ` ${unit.folded.join(" ")} `);
  const pairs = pairsOf(units.flatMap((unit) => unit.folded)).map((pair) => ` ${pair} `);
  const held = (row, texts) => texts.filter((text) => row.includes(text)).length;
  const found = rows.map((row, line) => ({ line, units: held(row, wanted), pairs: held(row, pairs) })).filter((one) => one.units);
  found.sort((a, b) => b.units - a.units || b.pairs - a.pairs || a.line - b.line);
  return found.length ? found.slice(0, MOST_LINES).map((one) => one.line) : [0];
}

/** What a snippet marks: the units but function words, and their abbreviations or readings. */
export function shownUnits(units, table) {
  const shown = units.some((unit) => !unit.optional) ? units.filter((unit) => !unit.optional) : units;
  const row = shown.filter((unit) => !unit.number).flatMap((unit) => unit.exact);
  const others = otherForms(row, table).map(({ says }) => words(says));
  return [...shown, ...others.map((made) => ({ exact: made.map((word) => word.exact), folded: made.map((word) => word.folded), number: null }))];
}

// ---------------------------------------------------------------- nearness
const [PAIR_GAIN, LINE_GAIN, WHOLE_GAIN, TITLE_GAIN] = [0.8, 1.2, 0.6, 0.8];
const MOST_SPELLINGS = 3;

/** What is looked for in the texts: the query as typed, then with its abbreviations in their other form. */
export function wantedIn(units, exact, table) {
  const optional = new Set(units.filter((unit) => unit.optional).flatMap((unit) => unit.exact));
  const typed = units.flatMap((unit) => unit.exact);
  const spelled = otherForms(typed, table).slice(0, MOST_SPELLINGS);
  const others = spelled.map(({ start, end, says }) => [...typed.slice(0, start), ...words(says).map((word) => word.exact), ...typed.slice(end)]);
  return [typed, ...others].map((row) => {
    const keys = row.map((key) => (exact ? key : unmarked(key)));
    const own = [...new Set(keys.filter((_, at) => !optional.has(row[at])))].map((key) => ` ${key} `);
    return { words: own, pairs: pairsOf(keys).map((pair) => ` ${pair} `), whole: ` ${keys.join(" ")} ` };
  });
}

/** Each two neighbours of a row of keys. */
export const pairsOf = (keys) => keys.slice(1).map((key, at) => `${keys[at]} ${key}`);

/** The factor by which nearness raises a bulletin's score, by the spelling that suits it best. */
export const gain = (lines, sought) => Math.max(...sought.map((one) => nearness(lines, one)));

function nearness(lines, { words: own, pairs, whole }) {
  if (!pairs.length) return 1;
  const share = pairs.filter((pair) => lines.some((line) => line.includes(pair))).length / pairs.length;
  if (lines.some((line) => line.includes(whole))) return likelyGain(1, lines[0].includes(whole));
  return 1 + PAIR_GAIN * share + LINE_GAIN * lineShare(lines, own) ** 2;
}

/** The gain of a bulletin whose text is not loaded, by the share of the query's pairs that it holds. */
export function likelyGain(share, inTitle) {
  const line = LINE_GAIN * share ** 2;
  return 1 + PAIR_GAIN * share + line + (share === 1 ? WHOLE_GAIN + (inTitle ? TITLE_GAIN : 0) : 0);
}

/** The greatest share of the words that one line holds. */
export function lineShare(lines, own) {
  return own.length ? Math.max(...lines.map((line) => own.filter((word) => line.includes(word)).length)) / own.length : 0;
}

// ---------------------------------------------------------------- spellings
/** Known folded words one letter away, the same first letter before others. */
export function neighbours(word, known) {
  const found = known.filter((other) => other !== word && oneApart(word, other));
  const far = (other) => Number(other[0] !== word[0]);
  return found.sort((a, b) => far(a) - far(b) || (a < b ? -1 : 1));
}

function oneApart(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [x, y] = [a.slice(start), b.slice(start)];
  return x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1);
}
