// What bulletins can be filtered, counted and sorted by: twin of builder/search/whoosh_index/facets.py.

import { citedTest } from "./search-cited.mjs";
import { meant } from "./search-core.mjs";

export const FACETS = ["type", "issuer", "place", "year", "cites"];
const FILTERS = ["type", "issuer", "place", "signer", "cites"];

/** The bulletins that pass the filters of a query, 1 for each that does; null when there are no filters. */
export async function allowedBy(query, index) {
  const tests = (await Promise.all(FILTERS.filter((name) => query[name]).map((name) => holds(name, query[name], index)))).concat(dated(query, index.facts.date));
  if (!tests.length) return null;
  const found = new Uint8Array(index.size).fill(1);
  for (const test of tests) for (let number = 0; number < found.length; number += 1) if (!test(number)) found[number] = 0;
  return found;
}

async function holds(name, wanted, index) {
  if (name === "cites") return cites(wanted, index);
  const { values, codes } = await index.column(name);
  const chosen = new Set(meant(wanted, values).map((value) => values.indexOf(value)));
  return (number) => (Array.isArray(codes[number]) ? codes[number].some((code) => chosen.has(code)) : chosen.has(codes[number]));
}

/** A document that is cited without its date may be that of a year or not: it depends on the bulletin. */
async function cites(wanted, index) {
  const { keys, codes } = await index.column("cites");
  const tests = keys.map(citedTest(wanted));
  const { date } = index.facts;
  return (number) => {
    const day = date.values[date.codes[number]] ?? "";
    return Array.isArray(codes[number]) ? codes[number].some((code) => tests[code](day)) : tests[codes[number]](day);
  };
}

/** A bound given as a year or a month counts to its end. */
function dated({ year, from, to }, column) {
  const bounds = [...(year ? [[year, `${year}~`]] : []), ...(from || to ? [[from || "", to ? `${to}~` : "~"]] : [])];
  return bounds.map(([first, last]) => {
    const passes = column.values.map((date) => first <= date && date <= last);
    return (number) => passes[column.codes[number]] ?? false;
  });
}

/** Columns as they are loaded, made ready for counting; the years are one more. */
export function prepared(columns) {
  const found = columns.date ? { ...columns, year: years(columns.date) } : columns;
  for (const column of Object.values(found)) column.flat = flat(column.codes);
  return found;
}

/** How often each value of the facets occurs among bulletins; of cited instruments only when their column is loaded. */
export function countFacets(numbers, { facts }) {
  return Object.fromEntries(FACETS.filter((name) => facts[name]).map((name) => [name, named(facts[name].values, tally(numbers, facts[name]))]));
}

/** The years as a column like the others. */
function years({ values, codes }) {
  const found = [...new Set(values.map((date) => date.slice(0, 4)))];
  const places = new Map(found.map((year, place) => [year, place]));
  const ofDates = values.map((date) => places.get(date.slice(0, 4)));
  return { values: found, codes: codes.map((code) => ofDates[code] ?? []) };
}

function tally(numbers, column) {
  const { starts, codes } = column.flat;
  const counts = new Uint32Array(column.values.length);
  for (let place = 0; place < numbers.length; place += 1) {
    const number = numbers[place];
    for (let at = starts[number]; at < starts[number + 1]; at += 1) counts[codes[at]] += 1;
  }
  return counts;
}

/** The codes of all bulletins in a row, and where those of each begin. */
function flat(rows) {
  const starts = new Uint32Array(rows.length + 1);
  const codes = Uint32Array.from(rows.flat());
  for (let number = 0; number < rows.length; number += 1) starts[number + 1] = starts[number] + (rows[number].length ?? 1);
  return { starts, codes };
}

function named(values, counts) {
  const found = {};
  for (let code = 0; code < counts.length; code += 1) if (counts[code]) found[values[code]] = (found[values[code]] ?? 0) + counts[code];
  return found;
}
