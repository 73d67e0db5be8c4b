// Runs the shared vectors through search-core.mjs and prints what it makes of them as JSON: `node vectors.mjs CORE VECTORS`.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const core = await import(pathToFileURL(process.argv[2]).href);
const vectors = JSON.parse(readFileSync(process.argv[3], "utf8"));
const shown = (unit) => {
  if (unit.number) return `#${unit.number}`;
  if (unit.exact.length > 1) return `"${unit.exact.join(" ")}"`;
  return unit.optional ? `(${unit.exact[0]})` : unit.exact[0];
};
process.stdout.write(JSON.stringify({
  keys: vectors.keys.map(([word]) => [word, core.canonical(word), core.fold(word)]),
  numbers: vectors.numbers.map(([text, typed]) => [text, typed, core.findNumbers(text, typed).map((found) => found.key)]),
  queries: vectors.queries.map(([text]) => [text, core.parse(text).units.map(shown)]),
  encoded: vectors.encoded.map(([text]) => [text, core.words(text).map((word) => core.queryWord(word.exact)).join(" ")]),
  snippets: vectors.snippets.map(([lines, query, width]) =>
    [lines, query, width, core.snippet(lines, core.parse(query).units, width).map((piece) => [piece.text, piece.marked])]),
  codes: [[...core.TYPE_CODES].sort(), [...core.ISSUER_CODES].sort()],
  functionWords: [...core.FUNCTION_WORDS].sort(),
}));
