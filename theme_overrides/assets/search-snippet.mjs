// The piece of text that shows why a bulletin was found: twin of builder/search/snippet.py.

import { words } from "./search-core.mjs";
import { placeOf, places } from "./search-terms.mjs";

const WIDTH = 240;

/** The line that holds most of the units, nearest together, cut around its matches: [{text, marked}]. */
export const snippet = (lines, units, width = WIDTH) => snippetAt(lines, units, width).pieces;

/** The same, with the number of the line. */
export function snippetAt(lines, units, width = WIDTH) {
  let best = { at: 0, line: "", spans: [], worth: [-1, -1] };
  lines.forEach((line, at) => {
    const spans = matches(line, units);
    const worth = worthOf(spans);
    if (worth[0] > best.worth[0] || (worth[0] === best.worth[0] && worth[1] > best.worth[1])) best = { at, line, spans, worth };
  });
  return { at: best.at, pieces: pieces(best.line, best.spans, ...cut(best.line, best.spans, width)) };
}

function worthOf(spans) {
  let [longest, run, last] = [0, 0, -1];
  for (const { start, end } of spans) {
    run = start === last + 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
    last = end;
  }
  return [new Set(spans.map((span) => span.unit)).size, longest];
}

/** The places in a line that match the units, not overlapping; with the reader's marks if any match has them. */
export function matches(line, units) {
  const tokens = words(line);
  const held = units.some((unit) => unit.terms.length) ? places(line) : new Map();
  const spans = units.flatMap((unit, index) => unitMatches(tokens, held, unit).map(([start, end]) => ({ start, end, unit: index })));
  const kept = [];
  for (const span of spans.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (!kept.length || span.start >= kept[kept.length - 1].end) kept.push(span);
  }
  return kept;
}

function unitMatches(tokens, held, unit) {
  const place = placeOf(unit.terms, held);
  if (place) return [place];
  const exact = sequence(tokens, unit.exact, "exact");
  return exact.length ? exact : sequence(tokens, unit.folded, "folded");
}

function sequence(tokens, pattern, key) {
  const found = [];
  for (let index = 0; index + pattern.length <= tokens.length; index += 1) {
    if (pattern.every((word, offset) => tokens[index + offset][key] === word)) {
      found.push([tokens[index].start, tokens[index + pattern.length - 1].end]);
    }
  }
  return found;
}

function cut(line, spans, width) {
  if (line.length <= width) return [0, line.length];
  let [best, start] = [-1, 0];
  for (const { start: first } of spans) {
    const inside = new Set(spans.filter((s) => s.start >= first && s.end <= first + Math.floor((width * 3) / 4)).map((s) => s.unit)).size;
    if (inside > best) [best, start] = [inside, first];
  }
  start = Math.min(Math.max(0, start - Math.floor(width / 4)), line.length - width);
  if (start) start += line.slice(start, start + 30).indexOf(" ") + 1;
  let end = Math.min(line.length, start + width);
  if (end < line.length) {
    const blank = line.slice(start, end).lastIndexOf(" ");
    end = Math.max(blank < 0 ? -1 : start + blank, start + Math.floor(width / 2));
  }
  return [start, end];
}

function pieces(line, spans, start, end) {
  const found = start ? [{ text: "… ", marked: false }] : [];
  let done = start;
  for (const span of spans) {
    if (span.start < start || span.end > end) continue;
    found.push({ text: line.slice(done, span.start), marked: false }, { text: line.slice(span.start, span.end), marked: true });
    done = span.end;
  }
  found.push({ text: line.slice(done, end), marked: false });
  if (end < line.length) found.push({ text: " …", marked: false });
  return joined(found.filter((piece) => piece.text));
}

/** Marked words with only a blank between them become one mark. */
function joined(found) {
  const kept = [];
  found.forEach((piece, index) => {
    const last = kept[kept.length - 1];
    const between = piece.text === " " && last?.marked && found[index + 1]?.marked;
    if (last?.marked && (between || piece.marked)) last.text += piece.text;
    else kept.push({ ...piece });
  });
  return kept;
}
