// Loops over arrays with a place for every bulletin. Few and shared: a browser runs a loop fast only after some thousand rounds,
// so that each new one costs more than the work that it does. None makes objects.

/** How many places hold something. */
export function count(held) {
  let sum = 0;
  for (let at = 0; at < held.length; at += 1) if (held[at] > 0) sum += 1;
  return sum;
}

/** The places that hold something. */
export function numbersOf(held) {
  const found = [];
  for (let at = 0; at < held.length; at += 1) if (held[at] > 0) found.push(at);
  return found;
}

/** The greatest of what is held; 0 if nothing is. */
export function greatestOf(held) {
  let top = 0;
  for (let at = 0; at < held.length; at += 1) if (held[at] > top) top = held[at];
  return top;
}

/** Empty the places that the others leave empty. */
export function keepWhere(found, others) {
  for (let at = 0; at < found.length; at += 1) if (!others[at]) found[at] = 0;
  return found;
}

/** Empty the places that the others hold. */
export function dropWhere(found, others) {
  for (let at = 0; at < found.length; at += 1) if (others[at]) found[at] = 0;
  return found;
}

/** Add where both hold something, empty the other places. */
export function addToBoth(found, scores) {
  for (let at = 0; at < found.length; at += 1) if (found[at]) found[at] = scores[at] ? found[at] + scores[at] : 0;
  return found;
}

/** Add a share of the scores where there is something already. */
export function addToHeld(found, scores, share = 1) {
  for (let at = 0; at < found.length; at += 1) if (found[at]) found[at] += Math.fround(scores[at] * share);
  return found;
}

/** Add to every place what a table says of a code. */
export function addFrom(found, codes, table) {
  for (let at = 0; at < found.length; at += 1) found[at] += table[codes[at]];
  return found;
}

/** The greater of what is there and the scores times a gain. */
export function atLeast(found, scores, gain = 1) {
  for (let at = 0; at < found.length; at += 1) {
    const score = scores[at] * gain;
    if (score > found[at]) found[at] = score;
  }
  return found;
}

/** Count one more in every place that is held. */
export function countWhere(found, held) {
  for (let at = 0; at < found.length; at += 1) if (held[at]) found[at] += 1;
  return found;
}

/** Multiply place by place. */
export function multiply(found, factors) {
  for (let at = 0; at < found.length; at += 1) found[at] *= factors[at];
  return found;
}

/** Empty the places in which less is held than needed. */
export function keepFrom(found, held, needed) {
  for (let at = 0; at < found.length; at += 1) if (held[at] < needed) found[at] = 0;
  return found;
}

/** Clear bits in every place that is held. */
export function clearBits(found, held, bits) {
  for (let at = 0; at < found.length; at += 1) if (held[at]) found[at] &= ~bits;
  return found;
}

/** Set the bits of others, place by place. */
export function setBits(found, bits) {
  for (let at = 0; at < found.length; at += 1) found[at] |= bits[at];
  return found;
}
