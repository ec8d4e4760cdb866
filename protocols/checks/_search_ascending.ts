/** Index of the first of some ascending numbers that is at least `bar`; their number if none is. */
export function firstAtLeast(ascending: ArrayLike<number>, bar: number): number {
  return search(ascending, (each) => each >= bar);
}

/** Index of the first of some ascending numbers that is above `bar`; their number if none is. */
export function firstAbove(ascending: ArrayLike<number>, bar: number): number {
  return search(ascending, (each) => each > bar);
}

function search(ascending: ArrayLike<number>, isFound: (each: number) => boolean): number {
  let low = 0, high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isFound(ascending[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
