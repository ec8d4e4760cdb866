/**
 * Sorts cases by ascending time (equal times by `tie`, then by index) and cuts them into frames:
 * never more than `size` queries, never two of one user, never across a popularity interval (rule 3).
 *
 * @returns `order`: case indices in frame order; `frames`: offsets into it, one more than there are frames
 *
 * @example
 * ```ts
 * import { frameOrder } from "./frame_order.ts";
 * const cases = {
 *   user: new Uint32Array([0, 0, 1]),
 *   time: new Float64Array([2, 1, 3]),
 *   interval: new Float64Array([0, 0, 0]),
 *   tie: new Uint32Array(3),
 * };
 * const { order, frames } = frameOrder(cases, { size: 64, users: 2 });
 * if (order.join() !== "1,0,2" || frames.join() !== "0,1,3") throw new Error("two of one user");
 * ```
 */
export function frameOrder(
  cases: {
    readonly user: Uint32Array;
    readonly time: Float64Array;
    readonly interval: Float64Array;
    readonly tie: Uint32Array;
  },
  options: { readonly size: number; readonly users: number },
): { order: Uint32Array; frames: Uint32Array } {
  const { user, time, interval, tie } = cases;
  const order = Uint32Array.from(user, (_, i) => i)
    .sort((a, b) => time[a] - time[b] || tie[a] - tie[b] || a - b);
  const frames = [0];
  const lastFrame = new Uint32Array(options.users); // frame + 1 that holds the user
  for (let at = 0; at < order.length; at++) {
    const from = frames[frames.length - 1], index = order[at];
    const full = at - from === options.size || lastFrame[user[index]] === frames.length ||
      (at > from && interval[order[from]] !== interval[index]);
    if (full) frames.push(at);
    lastFrame[user[index]] = frames.length;
  }
  if (order.length > 0) frames.push(order.length);
  return { order, frames: Uint32Array.from(frames) };
}
