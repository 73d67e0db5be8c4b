// A few searches in an invented index, while the first files of the real one are on their way: a browser reads a script at its
// first use and makes it fast after some thousand rounds, which costs the first query of a slow processor more than its search.

import { prepared } from "./search-facts.mjs";

const SIZE = 2048; // bulletins
const QUERIES = ["ủy ban nhân dân xã số 05-CT/TW", "bao cao quý II/2022 và phòng chống thiên tai ở thôn"];
const LINE = "Ủy ban nhân dân xã báo cáo kế hoạch số 05-CT/TW ngày 3 tháng 3 năm 2021 về phòng, chống thiên tai ở thôn quý II/2022";
const KEYS = "ủy ban nhân dân xã báo cáo kế hoạch số 5 ct tw ngày 3 tháng 3 năm 2021 về phòng chống thiên tai ở thôn quí ii 2022";
const LINES = 24; // of each text

/** Nothing of it is shown, and what goes wrong in it harms nobody. */
export async function practise(createEngine) {
  const engine = createEngine(invented(), "");
  for (const q of QUERIES) {
    const found = await engine.search({ q });
    await Promise.all(found.hits.slice(0, 2).map((hit) => engine.show(hit, found.units)));
  }
}

function invented() {
  const codes = Uint8Array.from({ length: SIZE }, (_, number) => (number % 7 ? 16 + (number % 32) : 0));
  const pairs = codes.map((code) => Math.min(code, 1));
  const column = () => ({ values: ["2021-03-03", "2020-01-01"], codes: Array.from(codes, (code) => code % 2) });
  const text = () => ({
    id: "", place: "", title: LINE, number: "", type: "", issuer: "", date: "", head: [LINE], headings: [],
    lines: Array(LINES).fill(LINE), keys: Array(LINES + 1).fill(KEYS).join("\n"),
  });
  return {
    size: SIZE, abbreviations: {}, facts: prepared({ type: column(), issuer: column(), place: column(), date: column() }),
    kept: (_, make) => make(), column: async () => column(), vocabulary: async () => [], text: async () => text(), load: async () => {},
    lists: () => [{ count: SIZE - Math.ceil(SIZE / 7), codes }], pairs: () => pairs, followers: () => codes, weights: () => new Float32Array(codes),
  };
}
