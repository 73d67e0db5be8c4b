// How near the words of a query stand in a bulletin, the period that it asks for, its abbreviations in their other form, and
// spellings one letter away: twins of builder/search/{periods,abbreviations}.py and whoosh_index/{closeness,matching}.py.

import { queryNumber, queryWord, unmarked, words } from "./search-core.mjs";

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

/** The first period of a query, the fullest form first: {units, own, planned}, the terms of the index; null if it says none. */
export function periodOf(units) {
  const text = ` ${units.map((unit) => (unit.folded.length === 1 && !unit.number ? unit.folded[0] : "|")).join(" ")} `;
  const match = FORMS.map((form) => form.exec(text)).find(Boolean);
  if (!match) return null;
  const first = text.slice(0, match.index).split(" ").length - 2;
  const [start, end] = months(match.groups).map((month) => (match.groups.year ?? "") + String(month).padStart(2, "0"));
  const said = units.slice(first, first + match[0].split(" ").length);
  return { units: said, own: queryNumber(`ky-${start}-${end}`), planned: queryNumber(`kh-${start}-${end}`) };
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

/** What a snippet marks: the units but function words, and their abbreviations or readings. */
export function shownUnits(units, table) {
  const shown = units.some((unit) => !unit.optional) ? units.filter((unit) => !unit.optional) : units;
  const row = shown.filter((unit) => !unit.number).flatMap((unit) => unit.exact);
  const others = otherForms(row, table).map(({ says }) => words(says));
  return [...shown, ...others.map((made) => ({ exact: made.map((word) => word.exact), folded: made.map((word) => word.folded), number: null }))];
}

// ---------------------------------------------------------------- nearness
const [PAIR_GAIN, LINE_GAIN, WHOLE_GAIN, TITLE_GAIN] = [0.8, 1.2, 0.6, 0.8];
const [PERIOD_GAIN, PLANNED_GAIN] = [1.5, 0.3];
const MOST_SPELLINGS = 3;

/** What is looked for in the texts: the query as typed, then with its abbreviations in their other form. */
export function wantedIn(units, exact, table) {
  const optional = new Set(units.filter((unit) => unit.optional).flatMap((unit) => unit.exact));
  const typed = units.flatMap((unit) => unit.exact);
  const spelled = otherForms(typed, table).slice(0, MOST_SPELLINGS);
  const others = spelled.map(({ start, end, says }) => [...typed.slice(0, start), ...words(says).map((word) => word.exact), ...typed.slice(end)]);
  return [typed, ...others].map((row) => {
    const shown = row.map((key) => ` ${queryWord(exact ? key : unmarked(key))} `);
    const own = [...new Set(row.map((key, at) => (optional.has(key) ? "" : shown[at])).filter(Boolean))];
    return { words: own, pairs: shown.slice(1).map((key, at) => shown[at] + key.slice(1)), whole: ` ${shown.map((key) => key.trim()).join(" ")} ` };
  });
}

/** The lines of an indexed page as keys between blanks. */
export function keyLines(content, exact) {
  const text = content.toLowerCase().replace(/[\u2038\u204f\u2041]/g, "");
  return (exact ? text : unmarked(text)).split("ǂǁ").map((line) => ` ${line.replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `);
}

/** The factor by which nearness and the period raise a bulletin's score. */
export function gain(lines, sought, period) {
  const near = Math.max(...sought.map((one) => nearness(lines, one)));
  const last = period ? lines.join("") : "";
  return near * (period && last.includes(period.own) ? 1 + PERIOD_GAIN : period && last.includes(period.planned) ? 1 + PLANNED_GAIN : 1);
}

function nearness(lines, { words: own, pairs, whole }) {
  if (!pairs.length) return 1;
  const found = 1 + (PAIR_GAIN * pairs.filter((pair) => lines.some((line) => line.includes(pair))).length) / pairs.length;
  if (lines.some((line) => line.includes(whole))) return found + LINE_GAIN + WHOLE_GAIN + (lines[0].includes(whole) ? TITLE_GAIN : 0);
  return found + LINE_GAIN * lineShare(lines, own) ** 2;
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
