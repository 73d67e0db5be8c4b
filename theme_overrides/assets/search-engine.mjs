// Between the search page and Pagefind: attempts from strict to tolerant, as builder/search/whoosh_index/matching.py makes them.
// Words end in a letter that no reader types (see builder/search/pagefind_text.py), so Pagefind can answer with whole words
// only; words that it does not know, which it would pass over, are asked for one by one.

import { decode, isMarked, meant, numberKey, ownNumber, parse, queryNumber, queryWord, required, snippetAt, unmarked } from "./search-core.mjs";
import { gain, keyLines, lineShare, neighbours, periodOf, shownUnits, wantedIn } from "./search-near.mjs";

export const FACETS = ["type", "issuer", "place", "year", "cites"];
const COUNTED = ["type", "issuer", "place", "year"]; // their values are loaded at the start; those of the others when asked for
const FILTERS = ["type", "issuer", "place", "year", "signer", "cites"];
const NONE = { any: ["-"] }; // no bulletin has this value: Pagefind loads and counts without listing
const FEW = 10;
const RELAX_FROM = 4;
const NEAR_SHARE = 0.66;
const LOOKED_AT = 20; // the best by words alone whose text is loaded and looked at for nearness
const MOST_COUNTED = 60; // bulletins that are loaded to count facets when Pagefind cannot
const MOST_VALUES = 24; // values of a facet that are counted by asking for each, when there are more bulletins than that
const [LONGEST_CORRECTION, SHORTEST_CORRECTED] = [8, 4];

export const NOTICES = {
  shortened: "Câu tìm quá dài, chỉ dùng phần đầu.",
  nothingTyped: "Hãy nhập từ cần tìm hoặc chọn bộ lọc.",
  notMarked: "Không có văn bản nào đúng dấu như đã gõ; kết quả dưới đây không phân biệt dấu.",
  numberParts: "Không có văn bản mang hoặc dẫn đúng số hiệu này; kết quả dưới đây khớp một phần số hiệu.",
  fewer: "Không có văn bản nào chứa đủ các từ; kết quả dưới đây chỉ chứa phần lớn các từ.",
  filtered: "Không tìm thấy văn bản nào với bộ lọc này. Hãy bỏ bớt bộ lọc.",
  nothing: "Không tìm thấy văn bản nào chứa tất cả các từ. Hãy bớt từ hoặc bỏ ngoặc kép.",
  corrected: (wrong, right) => `Không có từ “${wrong}” trong kho; kết quả dưới đây tìm “${right}”.`,
  missing: (list) =>
    `Không tìm thấy: ${list.map((word) => `“${word}”`).join(", ")} không có trong văn bản nào. Hãy kiểm tra chính tả hoặc bớt từ.`,
};

/** A search over a Pagefind instance whose files are below `base`: `await engine.search({q, type, issuer, place, year, from, to, sort})`. */
export function createEngine(pagefind, base) {
  const ask = oneAtATime(pagefind);
  const load = once((name) => fetch(base + name).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null));
  const abbreviations = async () => (await load("bantin-abbreviations.json")) ?? {};
  const known = async () => ((await load("bantin-words.json")) ?? "").split(" ");
  const values = once((name) => ask(null, false, { filters: { [name]: NONE } }).then((found) => found.totalFilters?.[name] ?? {}));
  return {
    async search(query, { cited = false } = {}) {
      await Promise.all([...COUNTED, ...(cited ? ["cites"] : [])].map(values));
      const parsed = parse(query.q ?? "");
      const byDate = query.sort === "date" || !parsed.units.length;
      const scope = { ask, known, table: await abbreviations(), filters: await chosen(query, values), sort: byDate ? { date: "desc" } : {} };
      const found = await answer(scope, parsed);
      const notice = [parsed.shortened ? NOTICES.shortened : "", found.notice ?? ""].filter(Boolean).join(" ");
      return { total: found.hits.length, hits: found.hits, facets: await facetsOf(scope, found, values), units: found.units ?? parsed.units, notice };
    },
    /** What is shown of a hit: the facts, the address (of the heading above the snippet) and the pieces of its snippet. */
    async show(hit, units) {
      const data = await hit.data();
      const lines = decode(data.content).split("\n").filter(Boolean);
      const from = lines.length > 1 ? 1 : 0;
      const { at, pieces } = snippetAt(lines.slice(from), shownUnits(units, await abbreviations()));
      const [type, issuer, date] = ["type", "issuer", "date"].map((name) => data.filters[name]?.[0] ?? "");
      const facts = { id: idOf(data.url), title: decode(data.meta.title ?? ""), number: ownNumber(data.content), type, issuer, date };
      return { ...facts, url: data.url, heading: headingAbove(data.anchors ?? [], lines, at + from), snippet: pieces };
    },
  };
}

/** The id of the last heading that stands at or above a line; "" for none. */
function headingAbove(anchors, lines, at) {
  const headings = anchors.filter((anchor) => anchor.id && /^h[2-6]$/i.test(anchor.element));
  for (let line = at; line > 0; line -= 1) {
    const found = headings.find((anchor) => decode(anchor.text ?? "") === lines[line]);
    if (found) return found.id;
  }
  return "";
}

function once(make) {
  const made = new Map();
  return (name) => {
    if (!made.has(name)) made.set(name, make(name));
    return made.get(name);
  };
}

/** The id of a bulletin is the last part of its address. */
const idOf = (url) => decodeURIComponent(new URL(url, "http://localhost").pathname.replace(/(?:\/index)?(?:\.html|\/)$/, "").split("/").pop());

/** Pagefind keeps the choice of marks for all searches, so they must not overlap. */
function oneAtATime(pagefind) {
  let last = Promise.resolve();
  let exactNow = null;
  const run = async (term, exact, options) => {
    if (exact !== exactNow) await pagefind.options({ exactDiacritics: exact, ranking: { diacriticSimilarity: exact ? 0.8 : 0 } });
    exactNow = exact;
    return pagefind.search(term, options);
  };
  return (term, exact, options = {}) => {
    last = last.then(() => run(term, exact, options), () => run(term, exact, options));
    return last;
  };
}

// ---------------------------------------------------------------- filters and facets
/** The filters as Pagefind wants them; null when one of them means nothing that there is. */
async function chosen(query, values) {
  const filters = {};
  for (const name of FILTERS) {
    if (!query[name]) continue;
    const known = Object.keys(await values(name));
    filters[name] = { any: name === "cites" ? sameNumber(query[name], known) : meant(query[name], known) };
  }
  if (query.from || query.to) {
    const last = query.to ? query.to + "~" : "~";
    filters.date = { any: Object.keys(await values("date")).filter((date) => date >= (query.from ?? "") && date <= last) };
  }
  return Object.values(filters).some((filter) => !filter.any.length) ? null : filters;
}

function sameNumber(number, known) {
  const key = unmarked(numberKey(number));
  return known.filter((value) => unmarked(numberKey(value)) === key);
}

/** The counts over all bulletins found: Pagefind's own, or counted where the answer was put together from several. */
async function facetsOf(scope, { hits, facets }, values) {
  if (facets) return facets;
  const counts = {};
  const add = (name, value, number) => { (counts[name] ??= {})[value] = (counts[name][value] ?? 0) + number; };
  if (hits.length <= MOST_COUNTED) {
    for (const data of await Promise.all(hits.map((hit) => hit.data()))) {
      for (const name of FACETS) for (const value of data.filters[name] ?? []) add(name, value, 1);
    }
    return counts;
  }
  const ids = new Set(hits.map((hit) => hit.id));
  for (const name of COUNTED) {
    const frequent = Object.entries(await values(name)).sort((a, b) => b[1] - a[1]).slice(0, MOST_VALUES);
    for (const [value] of frequent) {
      const holders = await scope.ask(null, false, { filters: { [name]: { any: [value] } } });
      add(name, value, holders.results.filter((hit) => ids.has(hit.id)).length);
    }
  }
  return counts;
}

// ---------------------------------------------------------------- attempts
async function answer(scope, parsed) {
  const filtered = scope.filters === null || Object.keys(scope.filters).length > 0;
  if (!parsed.units.length && !filtered) return { hits: [], notice: NOTICES.nothingTyped };
  if (scope.filters === null) return { hits: [], notice: NOTICES.filtered };
  if (!parsed.units.length) return everything(scope);
  for (const attempt of [asTyped, numberParts, corrected, fewer]) {
    const found = await attempt(scope, parsed.units);
    if (found?.hits.length) return found;
  }
  const missing = await unknown(scope, required(parsed.units));
  const words = missing.map((unit) => unit.typed);
  return { hits: [], notice: words.length ? NOTICES.missing(words) : filtered ? NOTICES.filtered : NOTICES.nothing };
}

async function everything(scope) {
  const found = await scope.ask(null, false, { filters: scope.filters, sort: scope.sort });
  return { hits: found.results, facets: found.filters, notice: found.results.length ? "" : NOTICES.filtered };
}

/** With the reader's marks; when those are few, also where the words stand in a row with other marks. */
async function asTyped(scope, units) {
  if (!units.some(isMarked)) return withNear(scope, units, false);
  const exact = await withNear(scope, units, true);
  if (exact.hits.length >= FEW) return exact;
  if (!exact.hits.length) return { ...(await withNear(scope, units, false)), notice: NOTICES.notMarked };
  if (required(units).length < 2) return exact;
  const known = new Set(exact.hits.map((hit) => hit.id));
  const added = (await inARow(scope, units, false)).filter((hit) => !known.has(hit.id));
  if (!added.length) return exact;
  const first = (await inARow(scope, units, true)).length > 0;
  return { hits: first ? [...exact.hits, ...added] : [...added, ...exact.hits], units };
}

/** A number that is nowhere as a whole: its parts in a row. */
async function numberParts(scope, units) {
  if (!units.some((unit) => unit.number)) return null;
  const parts = units.map((unit) => ({ ...unit, number: null }));
  return { ...(await allUnits(scope, parts, false)), notice: NOTICES.numberParts, units: parts };
}

/** The one word that stands nowhere is replaced by the neighbour with most answers; the other words must stand as typed. */
async function corrected(scope, units) {
  const must = required(units);
  const missing = await unknown(scope, must);
  const [wrong] = missing;
  const word = wrong?.folded[0];
  if (missing.length !== 1 || must.length < 2 || wrong.number || wrong.folded.length > 1) return null;
  if (word.length < SHORTEST_CORRECTED || !/^\p{L}+$/u.test(word)) return null;
  let best = { hits: [] };
  for (const near of neighbours(word, await scope.known()).slice(0, LONGEST_CORRECTION)) {
    const tried = units.map((unit) => (unit === wrong ? { ...unit, exact: [near], folded: [near], typed: near } : unit));
    const found = await allUnits(scope, tried, false);
    if (found.hits.length > best.hits.length) best = { ...found, units: tried, notice: NOTICES.corrected(wrong.typed, near) };
  }
  return best;
}

/** Most of the words of a long query, with their marks. */
async function fewer(scope, units) {
  return { hits: await most(scope, units), units, notice: NOTICES.fewer };
}

/** Bulletins with most of the words of a long query. Numbers, figures and phrases are never given up. */
async function most(scope, units) {
  const must = required(units);
  const single = must.filter((unit) => unit.exact.length === 1 && !/^\p{Nd}+$/u.test(unit.exact[0]));
  const share = units.some(isMarked) ? RELAX_FROM : RELAX_FROM + 1;
  const enough = single.length - Math.floor(single.length / share);
  if (enough === single.length) return [];
  const counts = new Map();
  for (const unit of single) {
    const exact = isMarked(unit);
    if ((await unknown(scope, [unit], exact)).length) continue;
    for (const hit of await unitHits(scope, unit, exact)) {
      const held = counts.get(hit.id) ?? { count: 0, score: 0 };
      counts.set(hit.id, { hit, count: held.count + 1, score: held.score + hit.score });
    }
  }
  const worth = ({ count, score }) => (score * count) / single.length;
  let kept = [...counts.values()].filter((held) => held.count >= enough).sort((a, b) => worth(b) - worth(a)).map((held) => held.hit);
  for (const unit of must.filter((unit) => !single.includes(unit))) kept = common(kept, await unitHits(scope, unit, false));
  return scope.sort.date ? kept : nearest(scope, kept, units, units.some(isMarked));
}

// ---------------------------------------------------------------- nearness and periods
/** Bulletins that hold all; when those are few, also such as hold most of a long query in one line. */
async function withNear(scope, units, exact) {
  const found = await withPeriod(scope, units, exact);
  if (!found.hits.length || found.hits.length >= FEW || required(units).length <= RELAX_FROM) return ranked(scope, found, exact);
  const known = new Set(found.hits.map((hit) => hit.id));
  const [sought] = wantedIn(units, exact, scope.table);
  const others = (await most(scope, units)).filter((hit) => !known.has(hit.id)).slice(0, FEW);
  const texts = await Promise.all(others.map(async (hit) => keyLines((await hit.data()).content, exact)));
  const added = others.filter((hit, at) => lineShare(texts[at], sought.words) >= NEAR_SHARE);
  return ranked(scope, added.length ? { hits: [...found.hits, ...added], units } : found, exact);
}

const ranked = async (scope, found, exact) => (scope.sort.date ? found : { ...found, hits: await nearest(scope, found.hits, found.units, exact) });

/** The best by words alone, in the order of words, nearness and period together. */
async function nearest(scope, hits, units, exact) {
  if (hits.length < 2 || units.flatMap((unit) => unit.exact).length < 2) return hits;
  const sought = wantedIn(units, exact, scope.table);
  const period = periodOf(units);
  const top = Math.max(...hits.slice(0, LOOKED_AT).map((hit) => hit.score)) || 1;
  const worth = await Promise.all(hits.slice(0, LOOKED_AT).map(async (hit, at) => {
    const lines = keyLines((await hit.data()).content, exact);
    return { hit, at, score: Math.sqrt(hit.score / top) * gain(lines, sought, period) };
  }));
  worth.sort((a, b) => b.score - a.score || a.at - b.at);
  return [...worth.map((one) => one.hit), ...hits.slice(LOOKED_AT)];
}

/** Bulletins that hold all, before them such as hold the rest and cover the period asked for. */
async function withPeriod(scope, units, exact) {
  const found = await allUnits(scope, units, exact);
  const period = periodOf(units);
  if (!period || scope.sort.date) return found;
  const rest = required(units.filter((unit) => !period.units.includes(unit))).filter((unit) => !unit.optional);
  if (rest.some(isPhrase) || (await unknown(scope, rest, exact)).length) return found;
  const term = [...rest.map((unit) => asTerm(unit, exact)), period.own];
  if (!(await known(scope, period.own))) return found;
  const covering = (await scope.ask(term.join(" "), exact, { filters: scope.filters, sort: scope.sort })).results;
  const ids = new Set(found.hits.map((hit) => hit.id));
  const hits = nearFirst([...found.hits, ...covering.filter((hit) => !ids.has(hit.id))], covering);
  return hits.length === found.hits.length ? { ...found, hits } : { hits, units };
}

// ---------------------------------------------------------------- units
const asTerm = (unit, exact) =>
  unit.number ? queryNumber(unit.number) : (exact ? unit.exact : unit.folded).map(queryWord).join(" ");
const isPhrase = (unit) => !unit.number && unit.exact.length > 1;
const common = (hits, others) => {
  const ids = new Set(others.map((hit) => hit.id));
  return hits.filter((hit) => ids.has(hit.id));
};

/** Bulletins that hold every required unit, those with the words in a row first. */
async function allUnits(scope, units, exact) {
  const must = required(units);
  if (!must.length || (await unknown(scope, must, exact)).length) return { hits: [], units };
  const single = must.filter((unit) => !isPhrase(unit));
  const phrases = must.filter(isPhrase);
  const options = { filters: scope.filters, sort: scope.sort };
  const first = single.length ? single.map((unit) => asTerm(unit, exact)).join(" ") : `"${asTerm(phrases[0], exact)}"`;
  const found = await scope.ask(first, exact, options);
  let hits = found.results;
  const rest = single.length ? phrases : phrases.slice(1);
  for (const phrase of rest) hits = common(hits, await unitHits(scope, phrase, exact));
  if (!scope.sort.date && must.length > 1) hits = nearFirst(hits, await inARow(scope, units, exact));
  return { hits, facets: rest.length ? null : found.filters, units };
}

async function unitHits(scope, unit, exact) {
  const term = asTerm(unit, exact);
  return (await scope.ask(isPhrase(unit) ? `"${term}"` : term, exact, { filters: scope.filters, sort: scope.sort })).results;
}

async function inARow(scope, units, exact) {
  const words = required(units).flatMap((unit) => (exact ? unit.exact : unit.folded)).map(queryWord).join(" ");
  return (await scope.ask(`"${words}"`, exact, { filters: scope.filters, sort: scope.sort })).results;
}

/** Bulletins of the second list before the others; each part keeps its order. */
function nearFirst(hits, near) {
  const ids = new Set(near.map((hit) => hit.id));
  return [...hits.filter((hit) => ids.has(hit.id)), ...hits.filter((hit) => !ids.has(hit.id))];
}

/** The units that stand in no bulletin at all. */
async function unknown(scope, units, exact = false) {
  const missing = [];
  for (const unit of units) {
    for (const word of asTerm(unit, exact).split(" ")) if (!(await known(scope, word, exact)) && !missing.includes(unit)) missing.push(unit);
  }
  return missing;
}

/** Whether any bulletin holds a word. In quotation marks it is looked up as it is, where a bare one that is unknown would be
    answered by a shorter one; a filter that nothing passes makes Pagefind count without listing. */
async function known(scope, word, exact = false) {
  return (await scope.ask(`"${word}"`, exact, { filters: { year: NONE } })).unfilteredResultCount > 0;
}
