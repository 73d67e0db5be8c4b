// The engine beside the page, in a worker: no key typed waits for a search. Where there can be none, the engine runs in the page:
// a page from a disk may start no worker, and older browsers know no modules there.

import { openEngine } from "./search-engine.mjs";

/** As `openEngine`; its answers are copies. */
export async function openBeside(base) {
  if (base.startsWith("file:")) return openEngine(base);
  const worker = new Worker(new URL("../assets/search-worker.mjs", base), { type: "module" });
  const ask = asking(worker);
  try {
    await ask("open", base);
  } catch (error) {
    console.info("The search runs in the page.", error);
    worker.terminate();
    return openEngine(base);
  }
  return { search: (...given) => ask("search", ...given), show: (...given) => ask("show", ...given) };
}

/** `await ask(what, ...given)`: what the worker answers, or its error. */
function asking(worker) {
  const waiting = new Map();
  let last = 0;
  const settle = (id, how, value) => {
    waiting.get(id)?.[how](value);
    waiting.delete(id);
  };
  worker.addEventListener("message", ({ data: { id, value, error } }) => (error ? settle(id, "reject", new Error(error)) : settle(id, "resolve", value)));
  worker.addEventListener("error", ({ message }) => [...waiting.keys()].forEach((id) => settle(id, "reject", new Error(message || "no worker"))));
  return (what, ...given) => new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, { resolve, reject });
    worker.postMessage({ id: last, what, given });
  });
}
