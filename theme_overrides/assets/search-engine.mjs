// Between the search page and Pagefind: attempts from strict to tolerant, as builder/search/whoosh_index/matching.py makes them.
// Words end in a letter that no reader types (see builder/search/pagefind_text.py), so Pagefind can answer with whole words
// only; words that it does not know, which it would pass over, are asked for one by one.

import { decode, isMarked, meant, numberKey, ownNumber, parse, queryNumber, queryWord, required, snippet, unmarked } from "./search-core.mjs";

export const FACETS = ["type", "issuer", "place", "year"];
const FILTERS = ["type", "issuer", "place", "year", "signer", "cites"];
const FEW = 10;
const RELAX_FROM = 4;
const MOST_COUNTED = 60; // bulletins that are loaded to count facets when Pagefind cannot

export const NOTICES = {
  shortened: "Câu tìm quá dài, chỉ dùng phần đầu.",
  nothingTyped: "Hãy nhập từ cần tìm hoặc chọn bộ lọc.",
  notMarked: "Không có văn bản nào đúng dấu như đã gõ; kết quả dưới đây không phân biệt dấu.",
  numberParts: "Không có văn bản mang hoặc dẫn đúng số hiệu này; kết quả dưới đây khớp một phần số hiệu.",
  fewer: "Không có văn bản nào chứa đủ các từ; kết quả dưới đây chỉ chứa phần lớn các từ.",
  filtered: "Không tìm thấy văn bản nào với bộ lọc này. Hãy bỏ bớt bộ lọc.",
  nothing: "Không tìm thấy văn bản nào chứa tất cả các từ. Hãy bớt từ hoặc bỏ ngoặc kép.",
  missing: (list) =>
    `Không tìm thấy: ${list.map((word) => `“${word}”`).join(", ")} không có trong văn bản nào. Hãy kiểm tra chính tả hoặc bớt từ.`,
};

/** A search over a Pagefind instance: `await engine.search({q, type, issuer, place, year, from, to, sort})`. */
export function createEngine(pagefind) {
  const ask = oneAtATime(pagefind);
  let values = null;
  return {
    async search(query) {
      values ??= await pagefind.filters();
      const parsed = parse(query.q ?? "");
      const filters = chosen(query, values);
      const scope = { ask, filters, sort: query.sort === "date" || !parsed.units.length ? { date: "desc" } : {} };
      const found = await answer(scope, parsed);
      const notice = [parsed.shortened ? NOTICES.shortened : "", found.notice ?? ""].filter(Boolean).join(" ");
      return { total: found.hits.length, hits: found.hits, facets: found.facets, units: found.units ?? parsed.units, notice };
    },
    /** What is shown of a hit: the facts, the address and the pieces of its snippet. */
    async show(hit, units) {
      const data = await hit.data();
      const lines = decode(data.content).split("\n").filter(Boolean);
      const seen = units.filter((unit) => !unit.optional);
      const body = lines.length > 1 ? lines.slice(1) : lines;
      const [type, issuer, date] = ["type", "issuer", "date"].map((name) => data.filters[name]?.[0] ?? "");
      const facts = { id: idOf(data.url), title: decode(data.meta.title ?? ""), number: ownNumber(data.content), type, issuer, date };
      return { ...facts, url: data.url, snippet: snippet(body, seen.length ? seen : units) };
    },
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

/** The filters as Pagefind wants them; null when one of them means nothing that there is. */
function chosen(query, values) {
  const filters = {};
  for (const name of FILTERS) {
    if (!query[name]) continue;
    const known = Object.keys(values[name] ?? {});
    filters[name] = { any: name === "cites" ? sameNumber(query[name], known) : meant(query[name], known) };
  }
  if (query.from || query.to) {
    const last = query.to ? query.to + "~" : "~";
    filters.date = { any: Object.keys(values.date ?? {}).filter((date) => date >= (query.from ?? "") && date <= last) };
  }
  return Object.values(filters).some((filter) => !filter.any.length) ? null : filters;
}

function sameNumber(number, known) {
  const key = unmarked(numberKey(number));
  return known.filter((value) => unmarked(numberKey(value)) === key);
}

async function answer(scope, parsed) {
  const filtered = scope.filters === null || Object.keys(scope.filters).length > 0;
  if (!parsed.units.length && !filtered) return { hits: [], notice: NOTICES.nothingTyped };
  if (scope.filters === null) return { hits: [], notice: NOTICES.filtered };
  if (!parsed.units.length) return everything(scope);
  for (const attempt of [asTyped, numberParts, fewer]) {
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

// ---------------------------------------------------------------- attempts
/** With the reader's marks; when those are few, also where the words stand in a row with other marks. */
async function asTyped(scope, units) {
  if (!units.some(isMarked)) return allUnits(scope, units, false);
  const exact = await allUnits(scope, units, true);
  if (exact.hits.length >= FEW) return exact;
  if (!exact.hits.length) return { ...(await allUnits(scope, units, false)), notice: NOTICES.notMarked };
  const others = required(units).length > 1 ? await inARow(scope, units, false) : [];
  const known = new Set(exact.hits.map((hit) => hit.id));
  const added = others.filter((hit) => !known.has(hit.id));
  return added.length ? withFacets([...exact.hits, ...added], exact.units) : exact;
}

/** A number that is nowhere as a whole: its parts in a row. */
async function numberParts(scope, units) {
  if (!units.some((unit) => unit.number)) return null;
  const parts = units.map((unit) => ({ ...unit, number: null }));
  return { ...(await allUnits(scope, parts, false)), notice: NOTICES.numberParts, units: parts };
}

/** Most of the words of a long query, with their marks. Numbers and phrases are never given up. */
async function fewer(scope, units) {
  const must = required(units);
  const single = must.filter((unit) => unit.exact.length === 1);
  if (single.length < RELAX_FROM) return null;
  const share = units.some(isMarked) ? RELAX_FROM : RELAX_FROM + 1;
  const enough = single.length - Math.floor(single.length / share);
  if (enough === single.length) return null;
  const counts = new Map();
  for (const unit of single) {
    const exact = isMarked(unit);
    if ((await unknown(scope, [unit], exact)).length) continue;
    for (const hit of await unitHits(scope, unit, exact)) {
      const held = counts.get(hit.id) ?? { hit, count: 0, score: 0 };
      counts.set(hit.id, { hit, count: held.count + 1, score: held.score + hit.score });
    }
  }
  let kept = [...counts.values()].filter((held) => held.count >= enough).sort((a, b) => b.score - a.score).map((held) => held.hit);
  for (const unit of must.filter((unit) => unit.exact.length > 1)) kept = common(kept, await unitHits(scope, unit, false));
  return { ...(await withFacets(kept, units)), notice: NOTICES.fewer };
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
  return rest.length ? withFacets(hits, units) : { hits, facets: found.filters, units };
}

async function unitHits(scope, unit, exact) {
  const term = asTerm(unit, exact);
  return (await scope.ask(isPhrase(unit) ? `"${term}"` : term, exact, { filters: scope.filters, sort: scope.sort })).results;
}

async function inARow(scope, units, exact) {
  const words = required(units).flatMap((unit) => (exact ? unit.exact : unit.folded)).map(queryWord).join(" ");
  return (await scope.ask(`"${words}"`, exact, { filters: scope.filters, sort: scope.sort })).results;
}

/** Bulletins with the words in a row before the others; each part keeps its order. */
function nearFirst(hits, near) {
  const ids = new Set(near.map((hit) => hit.id));
  return [...hits.filter((hit) => ids.has(hit.id)), ...hits.filter((hit) => !ids.has(hit.id))];
}

/** The units that stand in no bulletin at all. A word in quotation marks is looked up as it is, where a bare one that is unknown
    would be answered by a shorter one; a filter that nothing passes makes Pagefind count without listing. */
async function unknown(scope, units, exact = false) {
  const missing = [];
  for (const unit of units) {
    const term = asTerm(unit, exact);
    for (const word of term.split(" ")) {
      const count = (await scope.ask(`"${word}"`, exact, { filters: { date: { any: ["-"] } } })).unfilteredResultCount;
      if (!count && !missing.includes(unit)) missing.push(unit);
    }
  }
  return missing;
}

/** Facets counted from the bulletins themselves, when they are not too many. */
async function withFacets(hits, units) {
  if (hits.length > MOST_COUNTED) return { hits, units, facets: null };
  const facets = {};
  for (const data of await Promise.all(hits.map((hit) => hit.data()))) {
    for (const name of FACETS) {
      facets[name] ??= {};
      for (const value of data.filters[name] ?? []) facets[name][value] = (facets[name][value] ?? 0) + 1;
    }
  }
  return { hits, units, facets };
}
