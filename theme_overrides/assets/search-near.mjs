// How near the words of a query stand in a bulletin, its abbreviations in their other form, and spellings one letter away:
// twins of builder/search/abbreviations.py and whoosh_index/closeness.py.

import { unmarked, words } from "./search-core.mjs";

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
  const wanted = units.flatMap((unit) => (unit.terms.length ? unit.folded.filter((key) => /^\p{Nd}/u.test(key)) : [unit.folded.join(" ")])).map((text) => ` ${text} `);
  const pairs = pairsOf(units.flatMap((unit) => unit.folded)).map((pair) => ` ${pair} `);
  const held = (row, texts) => texts.filter((text) => row.includes(text)).length;
  const found = rows.map((row, line) => ({ line, units: held(row, wanted), pairs: held(row, pairs) })).filter((one) => one.units);
  found.sort((a, b) => b.units - a.units || b.pairs - a.pairs || a.line - b.line);
  return found.length ? found.slice(0, MOST_LINES).map((one) => one.line) : [0];
}

/** What a snippet marks: the units but function words, and their abbreviations or readings. */
export function shownUnits(units, table) {
  const shown = units.some((unit) => !unit.optional) ? units.filter((unit) => !unit.optional) : units;
  const row = shown.filter((unit) => !unit.terms.length).flatMap((unit) => unit.exact);
  const others = otherForms(row, table).map(({ says }) => words(says));
  return [...shown, ...others.map((made) => ({ exact: made.map((word) => word.exact), folded: made.map((word) => word.folded), terms: [] }))];
}

// ---------------------------------------------------------------- nearness
const [PAIR_GAIN, TITLE_PAIR_GAIN, LINE_GAIN, WHOLE_GAIN, TITLE_GAIN, FACT_GAIN, OPENING_GAIN] = [0.8, 0.8, 1.2, 0.6, 0.8, 1.6, 0.8];
const [FACTS, OPENING] = [3, 2]; // lines: number, issuer, signer; and those that say what the text is about
const MOST_SPELLINGS = 3;

/** The other ways to say a query: [{row (exact keys), instead (keys that stand for others)}]. */
export function otherSpellings(typed, table) {
  return otherForms(typed, table).slice(0, MOST_SPELLINGS).map(({ start, end, says }) => {
    const row = [...typed.slice(0, start), ...words(says).map((word) => word.exact), ...typed.slice(end)];
    return { row, instead: row.filter((key) => !typed.includes(key)) };
  });
}

/** What is looked for in the texts: the query as typed, then with its abbreviations in their other form. */
export function wantedIn(units, exact, table) {
  const optional = new Set(units.filter((unit) => unit.optional).flatMap((unit) => unit.exact));
  const typed = units.flatMap((unit) => unit.exact);
  const spelled = (row) => row.map((key) => (exact ? key : unmarked(key)));
  const made = (row, whole) => {
    const own = [...new Set(row.filter((key) => !optional.has(key)))];
    return { words: spelled(own).map((key) => ` ${key} `), pairs: pairsOf(spelled(row)).map((pair) => ` ${pair} `), whole: ` ${spelled(whole).join(" ")} ` };
  };
  if (units.some((unit) => unit.terms.length)) return [made(plainRow(units), typed)];
  return [typed, ...otherSpellings(typed, table).map(({ row }) => row)].map((row) => made(row, row));
}

/** The words of a query without what has a term of its own. */
export const plainRow = (units) => units.filter((unit) => !unit.terms.length).flatMap((unit) => unit.exact);

/** Each two neighbours of a row of keys. */
export const pairsOf = (keys) => keys.slice(1).map((key, at) => `${keys[at]} ${key}`);

/** The factor by which nearness raises a bulletin's score, by the spelling that suits it best; `head` lines are front matter. */
export const gain = (lines, head, sought) => Math.max(...sought.map((one) => nearness(lines, head, one)));

function nearness(lines, head, { words: own, pairs, whole }) {
  if (!pairs.length) return 1;
  const share = pairs.filter((pair) => lines.some((line) => line.includes(pair))).length / pairs.length;
  const titled = pairs.filter((pair) => lines[0].includes(pair)).length / pairs.length;
  const found = 1 + PAIR_GAIN * share + TITLE_PAIR_GAIN * titled;
  if (lines.some((line) => line.includes(whole))) return found + LINE_GAIN + WHOLE_GAIN + headGain(lines, head, whole);
  return found + LINE_GAIN * lineShare(lines, own) ** 2;
}

/** Who issued or signed it, and what stands in the title, is what the document is about. */
function headGain(lines, head, whole) {
  if (lines.slice(1, Math.min(head, 1 + FACTS)).includes(whole)) return FACT_GAIN;
  if (lines[0].includes(whole)) return TITLE_GAIN;
  return lines.slice(head, head + OPENING).some((line) => line.includes(whole)) ? OPENING_GAIN : 0;
}

/** The gain of a bulletin whose text is not loaded, by the shares of the query's pairs that it, its title and its facts hold. */
export function likelyGain(share, titled, known = 0) {
  const found = 1 + PAIR_GAIN * share + TITLE_PAIR_GAIN * titled + LINE_GAIN * share ** 2;
  const about = known === 1 ? FACT_GAIN : titled === 1 ? TITLE_GAIN : 0;
  return found + (share === 1 ? WHOLE_GAIN + about : 0);
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
