// The engine in a worker: `search-beside.mjs` asks, one message for each question and for each answer.

import { openEngine } from "./search-engine.mjs";

let running = null;
const answers = {
  open: async (base) => { running = await openEngine(base); },
  search: (query, options) => running.search(query, options),
  show: (number, units) => running.show(number, units),
};

addEventListener("message", async ({ data: { id, what, given } }) => {
  try {
    postMessage({ id, value: await answers[what](...given) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
});
