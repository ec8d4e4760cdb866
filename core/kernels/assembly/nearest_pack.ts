/**
 * Packs some rows of a matrix for `tile`, as its columns: panels of 8, one after the other, in each the
 * 8 numbers of a term side by side. The last panel is filled up with copies of the last row, which is
 * never greater than itself.
 *
 * @param places which rows
 * @param to address of the panels, 32 bytes per term and panel
 */
export function packPlaces(from: usize, places: usize, count: i32, size: i32, to: usize): void {
  const step = <usize> size << 2;
  for (let i = 0; i < ((count + 7) & ~7); i++) {
    const row = from + <usize> i32.load(places + (<usize> min(i, count - 1) << 2)) * step;
    const panel = to + <usize> (i >> 3) * (step << 3) + (<usize> (i & 7) << 2);
    for (let term: usize = 0; term < step; term += 4) {
      f32.store(panel + (term << 3), f32.load(row + term));
    }
  }
}
