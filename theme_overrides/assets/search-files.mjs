// Where the files of the look-up come from: from the host, or, where the site was opened from a disk, from scripts that hold them
// (builder/search/offline_search.py writes those: a page from a disk may load scripts, but read no files).

const GZIP = [0x1f, 0x8b];
const fromDisk = location.protocol === "file:";

/** A reader of the files below an address: `await read(name)` gives the unpacked bytes. */
export function createFiles(base) {
  const load = fromDisk ? fromScript : fromHost;
  return async (name) => unpacked(await load(base, name));
}

/** The same answer for the same question; a failure is not remembered, so that it may be tried again. */
export function remembered(make) {
  const made = new Map();
  return (name) => {
    if (!made.has(name)) {
      const answer = make(name);
      answer.catch(() => made.delete(name));
      made.set(name, answer);
    }
    return made.get(name);
  };
}

export const toJson = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

async function fromHost(base, name) {
  // The name of the folder must be the newest; what lies in it never changes.
  const answer = await fetch(base + name, name.endsWith(".json") ? { cache: "no-cache" } : {});
  if (!answer.ok) throw new Error(`${answer.status}: ${base + name}`);
  return new Uint8Array(await answer.arrayBuffer());
}

function fromScript(base, name) {
  const held = (globalThis.bantinFiles ??= {});
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${base}${name}.js`;
    script.onload = () => {
      resolve(Uint8Array.from(atob(held[name]), (char) => char.charCodeAt(0)));
      delete held[name];
      script.remove();
    };
    script.onerror = () => reject(new Error(`cannot load ${script.src}`));
    document.head.append(script);
  });
}

/** A host may have unpacked a file on the way. */
async function unpacked(bytes) {
  if (bytes[0] !== GZIP[0] || bytes[1] !== GZIP[1]) return bytes;
  const stream = new DecompressionStream("gzip");
  const writer = stream.writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const [found] = await Promise.all([new Response(stream.readable).arrayBuffer(), written]);
  return new Uint8Array(found);
}
