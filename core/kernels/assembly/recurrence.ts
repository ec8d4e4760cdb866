import { hyperbolicTangent, sigmoid } from "./exponential";
import { loadLanes, storeLanes, sumLanes } from "./lanes";
import { madd } from "./madd";
import { multiply } from "./multiply";
import { sumRows } from "./rows";

/**
 * The recurrence of a gated recurrent unit over all positions: what `_recurrence.ts` says in tensors.
 *
 * @param inputs `batch × length × 3 size`: what a position adds to the reset gate, the update gate and
 * the candidate
 * @param weight `size × 3 size`, and `bias`, of the state; `initial`: `batch × size`
 * @param scale of the update gate, `batch × length`; address 0 for 1
 * @param states gets the state per position, `batch × length × size`
 * @param gates gets, per position, reset, update, candidate and what the state gives to the candidate,
 * `length × batch × 4 size`
 * @param hidden room for `batch × 3 size` numbers
 */
export function recurrence(
  inputs: usize,
  weight: usize,
  bias: usize,
  initial: usize,
  scale: usize,
  states: usize,
  gates: usize,
  hidden: usize,
  scratch: usize,
  batch: i32,
  length: i32,
  size: i32,
): void {
  const row = <usize> size << 2, line = row * <usize> length;
  let before = initial, beforeStep = row;
  for (let t = 0; t < length; t++) {
    multiply(before, weight, hidden, bias, scratch, 0, 1, batch, 3 * size, size, 0, beforeStep, 4, 0, 3 * row, 4, 0, 3 * row);
    for (let sequence = 0; sequence < batch; sequence++) {
      const place = <usize> sequence * <usize> length + <usize> t;
      const x = inputs + place * 3 * row, h = hidden + <usize> sequence * 3 * row;
      const share = f32x4.splat(scale ? f32.load(scale + (place << 2)) : 1);
      const old = before + <usize> sequence * beforeStep, state = states + place * row;
      for (let i = 0; i < size; i += 4) {
        const at = <usize> i << 2, left = size - i;
        const reset = sigmoid(f32x4.add(loadLanes(x + at, left), loadLanes(h + at, left)));
        const update = sigmoid(
          f32x4.add(loadLanes(x + row + at, left), loadLanes(h + row + at, left)),
        );
        const own = loadLanes(h + 2 * row + at, left);
        const candidate = hyperbolicTangent(madd(reset, own, loadLanes(x + 2 * row + at, left)));
        const was = loadLanes(old + at, left);
        const change = f32x4.mul(f32x4.mul(update, share), f32x4.sub(candidate, was));
        storeLanes(state + at, f32x4.add(was, change), left);
        storeLanes(gates + at, reset, left);
        storeLanes(gates + row + at, update, left);
        storeLanes(gates + 2 * row + at, candidate, left);
        storeLanes(gates + 3 * row + at, own, left);
      }
      gates += 4 * row;
    }
    before = states + <usize> t * row, beforeStep = line;
  }
}

/**
 * The gradients of `recurrence`.
 *
 * @param slopes of `states`
 * @param byInitial `batch × size`, zeros; the others are added to what stands there, but for
 * `byInputs` and `byScale` (0 if there is no scale)
 * @param hidden room for `batch × 3 size` numbers
 */
export function recurrenceGradient(
  weight: usize,
  initial: usize,
  scale: usize,
  states: usize,
  gates: usize,
  slopes: usize,
  byInputs: usize,
  byWeight: usize,
  byBias: usize,
  byInitial: usize,
  byScale: usize,
  hidden: usize,
  scratch: usize,
  batch: i32,
  length: i32,
  size: i32,
): void {
  const row = <usize> size << 2, line = row * <usize> length, one = f32x4.splat(1);
  for (let t = length - 1; t >= 0; t--) {
    const before = t > 0 ? states + <usize> (t - 1) * row : initial;
    const beforeStep = t > 0 ? line : row;
    for (let sequence = 0; sequence < batch; sequence++) {
      const place = <usize> sequence * <usize> length + <usize> t;
      const gate = gates + (<usize> t * <usize> batch + <usize> sequence) * 4 * row;
      const share = f32x4.splat(scale ? f32.load(scale + (place << 2)) : 1);
      const old = before + <usize> sequence * beforeStep, slope = slopes + place * row;
      const by = byInputs + place * 3 * row, h = hidden + <usize> sequence * 3 * row;
      const carry = byInitial + <usize> sequence * row;
      let shares = f32x4.splat(0);
      for (let i = 0; i < size; i += 4) {
        const at = <usize> i << 2, left = size - i;
        const reset = loadLanes(gate + at, left), update = loadLanes(gate + row + at, left);
        const candidate = loadLanes(gate + 2 * row + at, left);
        const own = loadLanes(gate + 3 * row + at, left);
        const total = f32x4.add(loadLanes(slope + at, left), loadLanes(carry + at, left));
        const rate = f32x4.mul(update, share);
        const byRate = f32x4.mul(total, f32x4.sub(candidate, loadLanes(old + at, left)));
        shares = madd(byRate, update, shares);
        const byUpdate = f32x4.mul(
          f32x4.mul(byRate, share),
          f32x4.mul(update, f32x4.sub(one, update)),
        );
        const byCandidate = f32x4.mul(
          f32x4.mul(total, rate),
          f32x4.sub(one, f32x4.mul(candidate, candidate)),
        );
        const byReset = f32x4.mul(
          f32x4.mul(byCandidate, own),
          f32x4.mul(reset, f32x4.sub(one, reset)),
        );
        storeLanes(carry + at, f32x4.mul(total, f32x4.sub(one, rate)), left);
        storeLanes(by + at, byReset, left), storeLanes(h + at, byReset, left);
        storeLanes(by + row + at, byUpdate, left), storeLanes(h + row + at, byUpdate, left);
        storeLanes(by + 2 * row + at, byCandidate, left);
        storeLanes(h + 2 * row + at, f32x4.mul(byCandidate, reset), left);
      }
      if (byScale) f32.store(byScale + (place << 2), sumLanes(shares));
    }
    // What goes to the state before, and what the weights of this position add up to.
    multiply(hidden, weight, byInitial, 0, scratch, 1, 1, batch, size, 3 * size, 0, 3 * row, 4, 0, 4, 3 * row, 0, row);
    multiply(before, hidden, byWeight, 0, scratch, 1, 1, size, 3 * size, batch, 0, 4, beforeStep, 0, 3 * row, 4, 0, 3 * row);
    sumRows(hidden, byBias, batch, 3 * size);
  }
}
