// Runs the shared vectors through the site's scripts and prints what they make of them as JSON: `node vectors.mjs SCRIPTS VECTORS`.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const load = (name) => import(pathToFileURL(`${process.argv[2]}/search-${name}.mjs`).href);
const [core, query, snippets, terms, words, cited] = await Promise.all(["core", "query", "snippet", "terms", "words", "cited"].map(load));
const vectors = JSON.parse(readFileSync(process.argv[3], "utf8"));
const shown = (unit) => {
  if (unit.terms.length) return `${unit.period ? "@" : "#"}${unit.terms.map(({ key, gain }) => `${key}*${gain}`).join(" ")}`;
  if (unit.exact.length > 1) return `"${unit.exact.join(" ")}"`;
  return unit.optional ? `(${unit.exact[0]})` : unit.exact[0];
};
process.stdout.write(JSON.stringify({
  keys: vectors.keys.map(([word]) => [word, core.canonical(word), core.fold(word)]),
  numbers: vectors.numbers.map(([text, typed]) => [text, typed, core.findNumbers(text, typed).map((found) => found.key)]),
  queries: vectors.queries.map(([text]) => [text, query.parse(text).units.map(shown)]),
  words: vectors.words.map(([text]) => [text, core.words(text).map((word) => word.exact).join(" ")]),
  snippets: vectors.snippets.map(([lines, typed, width]) =>
    [lines, typed, width, snippets.snippet(lines, query.parse(typed).units, width).map((piece) => [piece.text, piece.marked])]),
  codes: [[...core.TYPE_CODES].sort(), [...core.ISSUER_CODES].sort()],
  said: vectors.said.map(([line]) => [line, [...terms.places(line)].map(([key, [start, end]]) => `${key} ${start} ${end}`).sort()]),
  cited: vectors.cited.map(([text, key, date]) => [text, key, date, cited.citedTest(text)(key)(date)]),
  telex: vectors.telex.map(([keys]) => [keys, words.typedKeys(keys)]),
  types: terms.TYPES.map(([name, codes]) => [name.join(" "), codes.map(core.unmarked)]),
  functionWords: [...query.FUNCTION_WORDS].sort(),
  functionPhrases: [...query.FUNCTION_PHRASES].sort(),
}));
