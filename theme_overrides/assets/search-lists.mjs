// The files of lists and one list in them: the way back of builder/search/lookup_postings.py and lookup_lists.py.

const MORE = 0x80; // of seven bits a byte the sign that more follow

/** A file of lists: `find(folded)` gives those of the spellings of a folded key: {exact, count, bytes}. */
export function openLists(file) {
  const end = 4 + new DataView(file.buffer, file.byteOffset).getUint32(0, true);
  const head = `\n${new TextDecoder().decode(file.subarray(4, end))}\n`;
  const known = new Map(); // a search asks for the same keys several times
  return (folded) => {
    if (!known.has(folded)) known.set(folded, find(folded));
    return known.get(folded);
  };

  function find(folded) {
    const found = [];
    const sign = `\n${folded}\t`;
    for (let at = head.indexOf(sign); at >= 0 && head.startsWith(sign, at); at = head.indexOf("\n", at + 1)) {
      const [own, next] = head.slice(at + 1, lineEnd(head, lineEnd(head, at))).split("\n");
      const [, exact, count, start] = own.split("\t");
      const bytes = file.subarray(end + Number(start), next ? end + Number(next.split("\t")[3]) : file.length);
      found.push({ exact: exact || folded, count: Number(count), bytes });
    }
    return found;
  }
}

function lineEnd(head, at) {
  const end = head.indexOf("\n", at + 1);
  return end < 0 ? head.length : end;
}

/**
 * The code of each of so many bulletins in a list, 0 for those that are not in it; of each code the bits behind a shift that a mask
 * names. The files number from the oldest, the page from the newest.
 */
export function codesOf({ count, bytes }, size, shift = 0, mask = 0xff) {
  const most = 2 * count > size;
  const named = numbersAt(bytes, most ? size - count : count, size - 1);
  const codes = new Uint8Array(size);
  const value = (code) => (code >> shift) & mask;
  const base = value(bytes[named.end]);
  const rest = bytes.subarray(named.end + 1);
  if (!most) put(codes, named.numbers, base);
  else put(codes.fill(base), named.numbers, 0);
  if (rest.length) putOthers(codes, most ? others(named.numbers, size) : named.numbers, rest, value);
  return codes;
}

/** So many numbers, counted from the last down, from the gaps between them, and where the gaps end. */
function numbersAt(bytes, count, last) {
  const numbers = new Uint32Array(count);
  let [at, number] = [0, last + 1];
  for (let index = 0; index < count; index += 1) {
    let byte = bytes[at++];
    let gap = byte & 0x7f;
    for (let shift = 7; byte >= MORE; shift += 7) {
      byte = bytes[at++];
      gap |= (byte & 0x7f) << shift;
    }
    number -= gap;
    numbers[index] = number;
  }
  return { numbers, end: at };
}

function put(codes, numbers, code) {
  for (let at = 0; at < numbers.length; at += 1) codes[numbers[at]] = code;
}

/** The numbers below a size that are not among some, as they from the greatest down. */
function others(some, size) {
  const found = new Uint32Array(size - some.length);
  for (let number = size - 1, at = 0, place = 0; number >= 0; number -= 1) {
    if (some[at] === number) at += 1;
    else found[place++] = number;
  }
  return found;
}

/** The codes that are not the most frequent: those of all, or a gap and a code for each of some. */
function putOthers(codes, numbers, rest, value) {
  if (rest.length === numbers.length) {
    for (let at = 0; at < numbers.length; at += 1) codes[numbers[at]] = value(rest[at]);
    return;
  }
  for (let at = 0, place = -1; at < rest.length; at += 1) {
    let gap = rest[at] & 0x7f;
    for (let shift = 7; rest[at] >= MORE; shift += 7) {
      at += 1;
      gap |= (rest[at] & 0x7f) << shift;
    }
    place += gap;
    at += 1;
    codes[numbers[place]] = value(rest[at]);
  }
}
