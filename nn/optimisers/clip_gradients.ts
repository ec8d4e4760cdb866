/**
 * Gradients of at most a length: all of them together, as one vector, scaled down to it if they are
 * longer, else as they are. The rows of a table count like any other numbers.
 *
 * Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks" (ICML
 * 2013), algorithm 1.
 *
 * @param gradients by name, as `differentiate` returns them
 * @param options `norm`: the greatest Euclidean length
 * @returns `gradients` by name, and the `norm` that they had
 * @throws {RangeError} if the norm asked for is not above 0, or that of the gradients is not finite
 *
 * @example
 * ```ts
 * import { clipGradients } from "./clip_gradients.ts";
 * const { gradients, norm } = clipGradients({ x: new Float32Array([3, 4]) }, { norm: 2.5 });
 * if (norm !== 5 || gradients.x.join() !== "1.5,2") throw new Error("not half as long");
 * ```
 */
export function clipGradients(
  gradients: Readonly<Record<string, Float32Array>>,
  options: { norm: number },
): { gradients: Readonly<Record<string, Float32Array>>; norm: number } {
  if (!(options.norm > 0)) {
    throw new RangeError(`Cannot clip gradients to a norm of ${options.norm}: expected above 0`);
  }
  let squares = 0;
  for (const gradient of Object.values(gradients)) {
    for (const slope of gradient) squares += slope * slope;
  }
  const norm = Math.sqrt(squares);
  if (!Number.isFinite(norm)) {
    throw new RangeError(`Cannot clip gradients of norm ${norm}: expected a finite one`);
  }
  if (norm <= options.norm) return { gradients, norm };
  const scale = options.norm / norm;
  const scaled = Object.entries(gradients).map((
    [name, gradient],
  ) => [name, gradient.map((slope) => slope * scale)] as const);
  return { gradients: Object.fromEntries(scaled), norm };
}
