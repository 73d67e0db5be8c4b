// The search page's behaviour: the address is the state, the form and the facets change it, the results follow it.

import { isoDate, shownDate } from "./search-dates.mjs";
import { openBeside } from "./search-beside.mjs";
import { FACETS } from "./search-facts.mjs";

const NAMES = ["q", "type", "issuer", "place", "year", "signer", "cites", "from", "to", "sort"];
const LABELS = { type: "Loại văn bản", issuer: "Cơ quan ban hành", place: "Địa danh", year: "Năm", signer: "Người ký", cites: "Viện dẫn", from: "Từ", to: "Đến" };
const STEP = 10; // results shown at once and added by "Xem thêm"
const SHOWN_VALUES = 6; // values of a facet before "Tất cả"
const TYPING_PAUSE = 120; // ms after a key before the search runs
const TYPING_SESSION = 2000; // ms without a key after which typing makes a new step of the history
const FAILED = "Không tải được chỉ mục tìm kiếm. Hãy thử tải lại trang, hoặc duyệt kho theo các danh sách bên dưới.";

const root = document.getElementById("bt-find");
const at = (name) => root.querySelector(`[data-find-${name}]`);
const form = root.querySelector("form");
const input = form.elements.q;
const sort = root.querySelector("#bt-sort");
const dates = { from: root.querySelector("#bt-from"), to: root.querySelector("#bt-to") };
const total = root.querySelector("[data-result-total]");
const notice = root.querySelector("[data-result-notice]");
const list = at("list");
const more = at("more");
const opened = new Set(); // facets whose values are all shown

let engine = null;
let run = 0; // the latest search; answers of earlier ones are dropped
let found = null;
let typedAt = 0;
let cited = false; // whether the instruments cited are counted: their list is long, so it is loaded when asked for

// ---------------------------------------------------------------- state
function readState() {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries(NAMES.map((name) => [name, (given.get(name) ?? "").trim()]));
}

function address(state) {
  const kept = NAMES.filter((name) => state[name] && !(name === "sort" && state.sort === "relevance"));
  const text = new URLSearchParams(kept.map((name) => [name, state[name]])).toString();
  return location.pathname + (text ? `?${text}` : "");
}

function change(changes, { replace = false } = {}) {
  const state = { ...readState(), ...changes };
  const next = address(state);
  if (next !== location.pathname + location.search) history[replace ? "replaceState" : "pushState"](null, "", next);
  return show(state);
}

// ---------------------------------------------------------------- search
async function load() {
  if (!engine) {
    engine = openBeside(new URL(root.dataset.index, document.baseURI).href);
    engine.catch(() => { engine = null; });
  }
  return engine;
}

async function show(state) {
  const mine = ++run;
  fillForm(state);
  const asked = NAMES.some((name) => name !== "sort" && state[name]);
  at("results").hidden = !asked;
  at("browse").hidden = asked;
  document.title = document.title.replace(/^(?:“.*” - )?/, state.q ? `“${state.q}” - ` : "");
  if (!asked) return clear();
  at("results").setAttribute("aria-busy", "true");
  if (!total.textContent) total.textContent = "Đang tải chỉ mục…";
  try {
    const result = await (await load()).search(state, { cited: cited || Boolean(state.cites) });
    if (mine !== run) return;
    found = { ...result, shown: 0 };
    await addResults(mine, true);
    if (mine === run) await finish(state, result);
  } catch (error) {
    if (mine === run) fail(error);
  }
}

function finish(state, result) {
  say(result.total);
  notice.textContent = result.notice;
  notice.hidden = !result.notice;
  at("browse").hidden = result.total > 0;
  drawFacets(state, result.facets ?? {});
  drawActive(state);
  at("results").removeAttribute("aria-busy");
}

function say(number) {
  total.dataset.resultTotal = String(number);
  total.textContent = number ? `${number.toLocaleString("vi-VN")} văn bản` : "Không có văn bản nào";
}

function clear() {
  found = null;
  list.replaceChildren();
  total.dataset.resultTotal = "";
  total.textContent = "";
  notice.hidden = true;
  more.hidden = true;
}

function fail(error) {
  console.warn(error);
  clear();
  total.textContent = "";
  notice.textContent = FAILED;
  notice.hidden = false;
  at("browse").hidden = false;
  at("results").removeAttribute("aria-busy");
}

// ---------------------------------------------------------------- results
async function addResults(mine, fresh) {
  const { hits, units, shown } = found;
  const showHit = (await load()).show;
  const facts = await Promise.all(hits.slice(shown, shown + STEP).map((hit) => showHit(hit, units)));
  if (mine !== run) return null;
  const items = facts.map(resultItem);
  if (fresh) list.replaceChildren(...items);
  else list.append(...items);
  found.shown = shown + items.length;
  more.hidden = found.shown >= hits.length;
  return items[0];
}

function resultItem(facts) {
  const item = element("li", "bt-hit");
  item.dataset.bulletinId = facts.id;
  const link = element("a", "", facts.title);
  link.href = facts.heading ? `${facts.url}#${encodeURIComponent(facts.heading)}` : facts.url;
  const title = element("h2", "bt-hit__title");
  title.append(link);
  const date = facts.date ? shownDate(facts.date) : "Không ghi ngày";
  const known = [date, facts.number ? `Số ${facts.number}` : "", facts.issuer, facts.type].filter(Boolean);
  const snippet = element("p", "bt-hit__snippet");
  snippet.append(...facts.snippet.map((piece) => (piece.marked ? element("mark", "", piece.text) : piece.text)));
  item.append(title, element("p", "bt-facts", known.join(" · ")), snippet);
  return item;
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function button(className, text, action) {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

// ---------------------------------------------------------------- filters
function drawFacets(state, facets) {
  const focused = document.activeElement?.dataset?.facetValue;
  at("facets").replaceChildren(...FACETS.map((name) => facetGroup(name, state, facets[name] ?? {})).filter(Boolean));
  if (!cited && found.hits.length) at("facets").append(button("bt-find__all", "Đếm theo văn bản được viện dẫn", showCited));
  if (focused) [...at("facets").querySelectorAll("button")].find((made) => made.dataset.facetValue === focused)?.focus();
}

function showCited() {
  cited = true;
  return show(readState());
}

function facetGroup(name, state, counts) {
  const values = Object.entries(counts).filter(([value, count]) => count || value === state[name]);
  if (!values.length) return null;
  const newest = (a, b) => b[0].localeCompare(a[0]);
  const frequent = (a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "vi");
  values.sort(name === "year" ? newest : frequent);
  const group = element("fieldset", "");
  const items = element("ul", "bt-find__values");
  const shown = opened.has(name) ? values : values.filter(([value], index) => index < SHOWN_VALUES || value === state[name]);
  items.append(...shown.map(([value, count]) => facetValue(name, value, count, state)));
  group.append(element("legend", "", LABELS[name]), items);
  if (shown.length < values.length) {
    group.append(button("bt-find__all", `Tất cả ${values.length} mục`, () => {
      opened.add(name);
      group.replaceWith(facetGroup(name, state, counts));
    }));
  }
  return group;
}

function facetValue(name, value, count, state) {
  const chosen = state[name] === value;
  const made = button("bt-find__value", "", () => change({ [name]: chosen ? "" : value }));
  made.setAttribute("aria-pressed", String(chosen));
  made.dataset.facet = name;
  made.dataset.facetValue = `${name}:${value}`;
  made.append(element("span", "", value), element("span", "bt-count", count.toLocaleString("vi-VN")));
  const item = element("li", "");
  item.append(made);
  return item;
}

function drawActive(state) {
  const active = Object.keys(LABELS).filter((name) => state[name]);
  at("active").replaceChildren(...active.map((name) => {
    const item = element("li", "");
    const value = name in dates ? shownDate(state[name]) : state[name];
    const drop = button("bt-find__drop", `${LABELS[name]}: ${value} ×`, () => change({ [name]: "" }));
    drop.setAttribute("aria-label", `Bỏ bộ lọc ${LABELS[name]}: ${value}`);
    item.append(drop);
    return item;
  }));
  at("active").hidden = !active.length;
  at("chosen").hidden = !active.length;
  at("chosen").textContent = String(active.length);
}

function fillForm(state) {
  if (input.value.trim() !== state.q) input.value = state.q;
  sort.value = state.sort === "date" ? "date" : "relevance";
  for (const [name, field] of Object.entries(dates)) {
    field.value = shownDate(state[name]);
    judge(field);
  }
}

/** Whether a date can be read; what is wrong with it is said beside it. */
function judge(field) {
  const right = isoDate(field.value) !== null;
  field.setAttribute("aria-invalid", String(!right));
  const wrong = Object.values(dates).filter((one) => isoDate(one.value) === null).map((one) => `“${one.value}”`);
  at("fault").hidden = !wrong.length;
  at("fault").textContent = wrong.length ? `Không hiểu thời gian ${wrong.join(", ")}.` : "";
  return right;
}

// ---------------------------------------------------------------- events
function startTyping() {
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      change({ q: input.value.trim() }, { replace: performance.now() - typedAt < TYPING_SESSION });
      typedAt = performance.now();
    }, TYPING_PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    typedAt = 0;
    change({ q: input.value.trim() });
  });
  input.addEventListener("focus", () => load().catch(() => {}), { once: true });
}

/** The arrows go from the box to the results and through them, Escape goes back. */
function startWalking() {
  const links = () => [...list.querySelectorAll(".bt-hit__title a")];
  root.addEventListener("keydown", (event) => {
    const place = event.target === input ? -1 : links().indexOf(event.target);
    if (place < 0 && event.target !== input) return;
    const next = { ArrowDown: links()[place + 1], ArrowUp: links()[place - 1] ?? input, Escape: place < 0 ? null : input }[event.key];
    if (!next || next === event.target) return;
    event.preventDefault();
    next.focus();
  });
}

function start() {
  startTyping();
  startWalking();
  sort.addEventListener("change", () => change({ sort: sort.value }));
  for (const [name, field] of Object.entries(dates)) field.addEventListener("change", () => judge(field) && change({ [name]: isoDate(field.value) }));
  more.addEventListener("click", async () => {
    const first = await addResults(run, false);
    first?.querySelector("a").focus();
  });
  window.addEventListener("popstate", () => show(readState()));
  at("filters").open = matchMedia("(min-width: 60em)").matches;
  const state = readState();
  show(state);
  if (!state.q) input.focus({ preventScroll: true });
}

start();
