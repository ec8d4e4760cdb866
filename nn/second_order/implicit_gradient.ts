import { gradientsOf } from "../_gradients.ts";
import { oneNumber } from "../_one_number.ts";
import { requireTf } from "../_tf.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { withSlopeGradients } from "./_with_slope_gradients.ts";

/**
 * The gradient of a development loss by upper parameters φ that stand in the training loss alone,
 * through the lower parameters θ that minimise it: what bilevel optimisation goes down.
 *
 * By the implicit function theorem it is −∇θ L_dev · H⁻¹ · ∇φ∇θ L_train, where H is the Hessian of
 * L_train by θ. Its inverse is a truncated Neumann series, H⁻¹ ≈ α Σ_{n = 0 … K} (I − αH)ⁿ, of which
 * only products of H with vectors are computed, K of them.
 *
 * The series converges if ‖I − αH‖ < 1, that is if H is positive definite and α below 2 over its
 * largest eigenvalue; then its error falls by that factor per term. Beyond it, terms grow and change
 * their sign, and so does the gradient. A network's eigenvalues grow as it is trained, and differ from
 * batch to batch, so α is `step` at most: a term that H would stretch by more than 1 / α takes an α of
 * one over that, and the terms behind it no larger one. Each product serves both; where none stretches,
 * it is the series above. That is Richardson's iteration with a step per term: what is left of the
 * right-hand side is known at each, so that a later term makes good what an earlier one overshot.
 *
 * With fewer terms it is a damped inverse: along what is flat for the training loss it is (K + 1) α, not
 * the reciprocal of almost nothing. Losses should be means: those of sums have an H that grows with the
 * batch. What is asked for does not tell whether θ minimises L_train; before it does, the gradient is
 * one of the place that θ has.
 *
 * Everything in the training loss must be differentiable twice (see `hessianVectorProduct`). Of an
 * embedding table, θ has to hold the rows that the training loss uses: rows that the development loss
 * alone uses make no difference, since nothing mixes them with φ.
 *
 * Source: Lorraine, Vicol, Duvenaud, "Optimizing millions of hyperparameters by implicit
 * differentiation" (AISTATS 2020), algorithms 1–3, with their step α; Chen et al., "Cross-domain
 * recommendation with behavioral importance perception" (WWW 2023), equations 10–14, where α is 1.
 *
 * @param parameters `lower` is θ, `upper` φ; no name in both
 * @param losses `train`: from both to one number; `development`: from the lower parameters, which need
 * not all stand in it; synchronous, and the same each time
 * @param options `terms`: K, those after the first; `step`: α, at most
 * @returns the development loss, and per upper parameter a gradient of its shape
 * @throws {TypeError} if there are no lower or no upper ones, a name is in both, a loss is not one number, the training loss does not
 * depend on a lower parameter, or its gradient by them not on an upper one
 * @throws {RangeError} if K is no whole number from 0 on, α not above 0, or a gradient not finite
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { implicitGradient } from "./implicit_gradient.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [], values: new Float32Array([3]) };
 * // (x − y)² / 2 is least at x = y, where x² / 2 changes by y per unit of y.
 * const { gradients } = await implicitGradient(
 *   { lower: { x }, upper: { y: x } },
 *   {
 *     train: (weights) => weights.get("x", []).sub(weights.get("y", [])).square().div(2),
 *     development: (weights) => weights.get("x", []).square().div(2),
 *   },
 *   { terms: 0, step: 1 },
 * );
 * if (gradients.y[0] !== 3) throw new Error("not the slope of y² / 2");
 * ```
 */
export async function implicitGradient(
  { lower, upper }: { lower: Parameters; upper: Parameters },
  losses: { train: (weights: Weights) => Tensor; development: (weights: Weights) => Tensor },
  { terms, step }: { terms: number; step: number },
): Promise<{ value: number; gradients: Record<string, Float32Array> }> {
  const tf = requireTf();
  check(lower, upper, { terms, step });
  const held: Tensor[] = [];
  const onDevice = (parameters: Parameters): Map<string, Tensor> => {
    const tensors = Object.entries(parameters).map(([name, { values, shape }]) => {
      const tensor = tf.tensor(values, [...shape], "float32");
      held.push(tensor);
      return [name, tensor] as const;
    });
    return new Map(tensors);
  };
  try {
    const theta = onDevice(lower), phi = onDevice(upper), by = [...theta.values()];
    const both = new Weights(Object.fromEntries([...theta, ...phi]));
    const train = (): Tensor => losses.train(both);
    const [value, ...gradients] = tf.tidy(() => {
      const below = new Weights(Object.fromEntries(theta));
      const { value, gradients } = gradientsOf(() => oneNumber(losses.development(below)), by);
      const filled = (found: readonly (Tensor | undefined)[]): Tensor[] =>
        found.map((each, i) => each ?? tf.zerosLike(by[i]));
      const mixed = withSlopeGradients(theta, train, (slopes) => {
        // Algorithm 1's v, and α times its p.
        let v = filled(gradients), p = by.map((each) => tf.zerosLike(each));
        let alpha: Tensor = tf.scalar(step);
        const add = (): Tensor[] => p.map((sum, i) => tf.add(sum, tf.mul(v[i], alpha)));
        for (let n = 1; n <= terms; n++) {
          const products = filled(slopes({ along: v, by }));
          // How much H stretches v: its largest eigenvalue in size, or less.
          const stretch = tf.divNoNan(lengthOf(products), lengthOf(v));
          alpha = tf.minimum(alpha, tf.div(1, tf.maximum(stretch, 1 / step)));
          p = add();
          v = v.map((each, i) => tf.sub(each, tf.mul(products[i], alpha)));
        }
        return slopes({ along: add(), by: [...phi.values()] });
      });
      const found = Array.from(phi.keys(), (name, i) => {
        const gradient = mixed[i];
        if (gradient !== undefined) return tf.neg(gradient);
        throw new TypeError(
          `Cannot differentiate by "${name}": the gradient of the training loss does not depend on` +
            " it, expected that it does",
        );
      });
      return [value, ...found];
    });
    held.push(value, ...gradients);
    const [[number], ...values] = await Promise.all(
      [value, ...gradients].map((tensor) => tensor.data<"float32">()),
    );
    const names = [...phi.keys()];
    const broken = values.findIndex((each) => !each.every(Number.isFinite));
    if (broken >= 0) {
      throw new RangeError(
        `Cannot differentiate by "${
          names[broken]
        }": its implicit gradient is not finite, expected` +
          " finite numbers (of a smaller step)",
      );
    }
    const named = names.map((name, i) => [name, values[i].slice()] as const);
    return { value: number, gradients: Object.fromEntries(named) };
  } finally {
    tf.dispose(held);
  }
}

/** Of all tensors as one vector. */
function lengthOf(vector: readonly Tensor[]): Tensor {
  const tf = requireTf();
  return tf.sqrt(tf.addN(vector.map((each) => tf.sum(tf.square(each)))));
}

function check(
  lower: Parameters,
  upper: Parameters,
  { terms, step }: { terms: number; step: number },
): void {
  if (!(Number.isInteger(terms) && terms >= 0)) {
    throw new RangeError(`Cannot add ${terms} terms: expected a whole number from 0 on`);
  }
  if (!(step > 0 && step < Infinity)) {
    throw new RangeError(`Cannot invert by steps of ${step}: expected a number above 0`);
  }
  if (Object.keys(lower).length === 0 || Object.keys(upper).length === 0) {
    throw new TypeError(
      "Cannot differentiate through no parameters: expected lower and upper ones",
    );
  }
  const twice = Object.keys(upper).find((name) => name in lower);
  if (twice === undefined) return;
  throw new TypeError(`Cannot take "${twice}" as upper: it is lower as well, expected one of both`);
}
