// What a reader may have meant by words that stand in no bulletin: twin of builder/search/whoosh_index/corrections.py and
// builder/vietnamese/telex.py.

import { canonical } from "./search-core.mjs";
import { neighbours } from "./search-near.mjs";
import { isWord, parse, required, wordUnit } from "./search-query.mjs";

const [TRIED, MOST_TRIED, MOST_UNKNOWN] = [6, 24, 3];
const UNKNOWN_SHARE = 3; // one word in so many, one at least, may be wrong
const [FEWEST_WORDS, MOST_WORDS] = [3, 6]; // of a query in which every word may be the wrong one
const [SHORTEST, SHORTEST_AMONG_MANY] = [4, 3]; // letters of a word with a slip

export const correctable = (unit) => isWord(unit) && /^\p{L}+$/u.test(unit.folded[0]);
const wordsOf = (units) => required(units).filter(isWord).length;
const longEnough = (unit, units) => [...unit.folded[0]].length >= (wordsOf(units) < FEWEST_WORDS ? SHORTEST : SHORTEST_AMONG_MANY);

/** The query read as Telex keys (`uyr ban nhaan daan`), and the words made so; null where an unknown word makes none. */
export function typedRaw(units, unknown) {
  const spelled = new Map(unknown.map((unit) => [unit.typed, typedKeys(unit.typed)]));
  if ([...spelled.values()].some((word) => !word)) return null;
  return { units: parse(units.map((unit) => spelled.get(unit.typed) ?? unit.typed).join(" ")).units, made: [...spelled.values()].map(canonical) };
}

/** The query with its unknown words replaced: [{units, put}]. */
export function readingsOf(units, unknown, vocabulary, known) {
  const most = Math.min(MOST_UNKNOWN, Math.max(1, Math.floor(required(units).length / UNKNOWN_SHARE)));
  if (!unknown.length || unknown.length > most || !unknown.every(correctable)) return [];
  const options = unknown.map((unit) => optionsOf(unit, units, vocabulary, known).slice(0, TRIED));
  const chosen = options.reduce((rows, more) => rows.flatMap((row) => more.map((one) => [...row, one])), [[]]).slice(0, MOST_TRIED);
  return chosen.map((row) => ({
    units: units.flatMap((unit) => (unknown.includes(unit) ? row[unknown.indexOf(unit)] : [unit])),
    put: row.flat().map((unit) => unit.exact[0]).join(" "),
  }));
}

/** The query with one of its words, each in turn, replaced by a neighbour: [{units, wrong, put}]. */
export function slips(units, vocabulary) {
  const must = required(units);
  const wrongs = must.filter((unit) => correctable(unit) && longEnough(unit, units));
  if (wordsOf(units) < FEWEST_WORDS || must.length > MOST_WORDS) return [];
  return wrongs.flatMap((wrong) => neighbours(wrong.folded[0], vocabulary).slice(0, TRIED).map((near) =>
    ({ units: units.map((unit) => (unit === wrong ? wordUnit(near) : unit)), wrong: wrong.typed, put: near })));
}

function optionsOf(unit, units, vocabulary, known) {
  const near = longEnough(unit, units) ? neighbours(unit.folded[0], vocabulary).map((word) => [wordUnit(word)]) : [];
  return [...split(unit, known), ...near];
}

/** `nôngthôn` -> `nông thôn`. */
function split(unit, known) {
  const word = unit.exact[0];
  const found = [];
  for (let at = 2; at < word.length - 1; at += 1) {
    const pair = parse(`${word.slice(0, at)} ${word.slice(at)}`).units;
    if (pair.length === 2 && pair.every((part) => known.has(part.folded[0]))) found.push(pair);
  }
  return found;
}

const TONE_KEYS = { s: "\u0301", f: "\u0300", r: "\u0309", x: "\u0303", j: "\u0323" };
const LETTERS = { aa: "â", ee: "ê", oo: "ô", aw: "ă", ow: "ơ", uw: "ư", dd: "đ" };
const VOWELS = "aăâeêioôơuưy";

/** The syllable that the Telex keys of a word make; null when they make none. */
export function typedKeys(word) {
  const lowered = word.toLowerCase();
  if (!/^[a-z]+$/.test(lowered)) return null;
  let [plain, tone] = [lowered, ""];
  for (let at = lowered.length - 1; at > 0 && !tone; at -= 1) {
    if (TONE_KEYS[lowered[at]] && [...lowered.slice(0, at)].some((letter) => VOWELS.includes(letter))) {
      [plain, tone] = [lowered.slice(0, at) + lowered.slice(at + 1), TONE_KEYS[lowered[at]]];
    }
  }
  const spelled = plain.replace("uow", "uwow").replace(/aa|ee|oo|aw|ow|uw|dd/g, (keys) => LETTERS[keys]).replace("uơ", "ươ");
  const made = tone ? withTone(spelled, tone) : spelled;
  return made === lowered ? null : made;
}

function withTone(word, tone) {
  const start = /^(qu|gi)./.test(word) && VOWELS.includes(word[2]) ? 2 : 0;
  const places = [...word].map((_, at) => at).filter((at) => at >= start && VOWELS.includes(word[at]));
  if (!places.length) return word;
  const marked = places.filter((at) => "ăâêôơư".includes(word[at]));
  const closed = !VOWELS.includes(word[word.length - 1]);
  const at = marked.pop() ?? (closed || places.length === 1 ? places[places.length - 1] : places[places.length - 2]);
  return (word.slice(0, at + 1) + tone + word.slice(at + 1)).normalize("NFC");
}
