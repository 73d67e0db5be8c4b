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

/** How often each value of the facets occurs among bulletins; of cited instruments only when their column is loaded. */
export function countFacets(numbers, { facts }) {
  const years = facts.date.values.map((date) => date.slice(0, 4));
  const counted = Object.fromEntries(FACETS.filter((name) => facts[name]).map((name) => [name, named(facts[name].values, tally(numbers, facts[name]))]));
  const ofYears = {};
  tally(numbers, facts.date).forEach((count, code) => { if (count) ofYears[years[code]] = (ofYears[years[code]] ?? 0) + count; });
  return { ...counted, year: ofYears };
}

function tally(numbers, { values, codes }) {
  const counts = new Uint32Array(values.length);
  for (const number of numbers) {
    const code = codes[number];
    if (typeof code === "number") counts[code] += 1;
    else for (const one of code) counts[one] += 1;
  }
  return counts;
}

function named(values, counts) {
  const found = {};
  counts.forEach((count, code) => { if (count) found[values[code]] = (found[values[code]] ?? 0) + count; });
  return found;
}
