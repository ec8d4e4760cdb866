/**
 * Packs a block of the right matrix, `terms × columns`, for `tile`: panels of 8 columns, one after the
 * other, in each the 8 numbers of a term side by side; the last panel is filled up with zeros.
 *
 * @param from address of the block's first number
 * @param termStep bytes from a term to the next, `columnStep` from a column to the next
 * @param to address of the panels, 32 bytes per term and panel
 */
export function pack(
  from: usize,
  termStep: usize,
  columnStep: usize,
  terms: i32,
  columns: i32,
  to: usize,
): void {
  for (let column = 0; column < columns; column += 8) {
    const first = from + <usize> column * columnStep;
    if (columns - column < 8) {
      packScalars(first, termStep, columnStep, terms, columns - column, to);
    } else if (columnStep == 4) {
      for (let term = 0; term < terms; term++) {
        const at = first + <usize> term * termStep, panel = to + <usize> term * 32;
        v128.store(panel, v128.load(at));
        v128.store(panel, v128.load(at, 16), 16);
      }
    } else if (termStep == 4) {
      packTurned(first, columnStep, terms, to);
    } else {
      packScalars(first, termStep, columnStep, terms, 8, to);
    }
    to += <usize> terms * 32;
  }
}

function packScalars(
  from: usize,
  termStep: usize,
  columnStep: usize,
  terms: i32,
  columns: i32,
  to: usize,
): void {
  for (let term = 0; term < terms; term++) {
    let at = from + <usize> term * termStep;
    for (let column = 0; column < 8; column++) {
      f32.store(to, column < columns ? f32.load(at) : 0);
      at += columnStep;
      to += 4;
    }
  }
}

/** Eight columns whose terms lie side by side: turned in squares of 4 × 4. */
function packTurned(from: usize, columnStep: usize, terms: i32, to: usize): void {
  for (let half: usize = 0; half < 2; half++) {
    const a = from + half * 4 * columnStep, b = a + columnStep;
    const c = b + columnStep, d = c + columnStep;
    let term = 0, at: usize = 0, panel = to + half * 16;
    for (; term + 4 <= terms; term += 4, at += 16, panel += 128) {
      const p = v128.load(a + at), q = v128.load(b + at);
      const r = v128.load(c + at), s = v128.load(d + at);
      const pqLow = v128.shuffle<f32>(p, q, 0, 4, 1, 5), pqHigh = v128.shuffle<f32>(p, q, 2, 6, 3, 7);
      const rsLow = v128.shuffle<f32>(r, s, 0, 4, 1, 5), rsHigh = v128.shuffle<f32>(r, s, 2, 6, 3, 7);
      v128.store(panel, v128.shuffle<i64>(pqLow, rsLow, 0, 2));
      v128.store(panel, v128.shuffle<i64>(pqLow, rsLow, 1, 3), 32);
      v128.store(panel, v128.shuffle<i64>(pqHigh, rsHigh, 0, 2), 64);
      v128.store(panel, v128.shuffle<i64>(pqHigh, rsHigh, 1, 3), 96);
    }
    for (; term < terms; term++, at += 4, panel += 32) {
      f32.store(panel, f32.load(a + at));
      f32.store(panel, f32.load(b + at), 4);
      f32.store(panel, f32.load(c + at), 8);
      f32.store(panel, f32.load(d + at), 12);
    }
  }
}
