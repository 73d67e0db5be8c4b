// Phrases of three words and more: Pagefind, which knows where every word stands, says which bulletins hold them in a row.
// Words are spelled as builder/search/pagefind_text.py spells them.

import { remembered } from "./search-files.mjs";
import { queryWord } from "./search-core.mjs";

/** Pagefind over the files below an address: `await holders(words, exact)` gives the numbers of the bulletins. */
export function createPhrases(base, index) {
  const open = remembered(async () => {
    const { createInstance } = await import(`${base}pagefind.js`);
    const names = await index.names();
    return { pagefind: createInstance({ basePath: new URL(base).pathname }), numbers: new Map(names.map((name, number) => [name, number])) };
  });
  let last = Promise.resolve(); // Pagefind keeps the choice of marks for all searches, so they must not overlap
  const ask = async (words, exact) => {
    const { pagefind, numbers } = await open("");
    await pagefind.options({ exactDiacritics: exact });
    const found = await pagefind.search(`"${words.map(queryWord).join(" ")}"`);
    return found.results.map((hit) => numbers.get(hit.id));
  };
  return (words, exact) => {
    last = last.then(() => ask(words, exact), () => ask(words, exact));
    return last;
  };
}
