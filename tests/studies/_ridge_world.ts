import * as tf from "@tensorflow/tfjs";
import type { Parameters } from "../../nn/parameters/parameters.ts";
import type { Weights } from "../../nn/parameters/weights.ts";
import type { Tensor } from "../../nn/tensor.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";

/** ‖I − αH‖ that the step is chosen for. */
export const RATE = 0.6;

const SIZE = 4, TARGET = 12, SOURCE = 10, RIDGE = 0.6;
/** Steps after which what is left of a start is RATE²⁰⁰: nothing, of 64 bits. */
const STEPS = 200;

/** Rows of features and what they are worth. */
interface Rows {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/**
 * Bilevel optimisation of which everything is known: a ridge regression on target rows and on source
 * rows, row i of which weighs σ(φ_i), and a development loss on other target rows.
 */
export interface RidgeWorld {
  /** The α for which ‖I − αH‖ is `RATE`. */
  readonly step: number;
  /** ‖I − αH‖, computed. */
  readonly norm: number;
  /** θ at the minimum of the training loss, and φ. */
  readonly parameters: { readonly lower: Parameters; readonly upper: Parameters };
  /** As `implicitGradient` takes them. */
  readonly losses: {
    readonly train: (weights: Weights) => Tensor;
    readonly development: (weights: Weights) => Tensor;
  };
  /** ∂L_dev(θ*(φ)) / ∂φ by central differences, for each of which θ converges anew, in 64 bits. */
  readonly differences: Float64Array;
}

/** A world of random rows. */
export function ridgeWorld(): RidgeWorld {
  const [target, source, development] = [TARGET, SOURCE, TARGET].map((count, i): Rows => ({
    x: randomParameter(`ridge x ${i}`, [count, SIZE]).values,
    y: randomParameter(`ridge y ${i}`, [count]).values,
  }));
  const phi = randomParameter("ridge phi", [SOURCE]).values;
  const ones = new Float64Array(TARGET).fill(1);
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

  const hessian = (weight: Float64Array) => (v: Float64Array): Float64Array => {
    const products = Float64Array.from(v, (each) => 2 * RIDGE * each);
    addSlope(products, target, { weight: ones, theta: v, linear: true });
    addSlope(products, source, { weight, theta: v, linear: true });
    return products;
  };
  const converged = (logits: Float64Array, step: number): Float64Array => {
    const weight = logits.map(sigmoid), theta = new Float64Array(SIZE);
    for (let n = 0; n < STEPS; n++) {
      const slope = Float64Array.from(theta, (each) => 2 * RIDGE * each);
      addSlope(slope, target, { weight: ones, theta });
      addSlope(slope, source, { weight, theta });
      theta.forEach((_, k) => theta[k] -= step * slope[k]);
    }
    return theta;
  };

  const logits = Float64Array.from(phi), h = hessian(logits.map(sigmoid));
  const largest = radius(h);
  const least = largest - radius((v) => h(v).map((each, k) => largest * v[k] - each));
  const step = (1 - RATE) / least;
  const norm = radius((v) => h(v).map((each, k) => v[k] - step * each));
  const dev = (moved: Float64Array): number => {
    const theta = converged(moved, step), errors = residuals(development, theta);
    return errors.reduce((sum, each) => sum + each * each, 0) / errors.length;
  };
  const differences = logits.map((_, i) => {
    const side = (change: number) => dev(logits.map((each, j) => i === j ? each + change : each));
    return (side(1e-4) - side(-1e-4)) / 2e-4;
  });

  const squares = (weights: Weights, { x, y }: Rows): Tensor =>
    tf.matMul(tf.tensor2d(x, [y.length, SIZE]), weights.get("theta", [SIZE, 1]))
      .reshape([y.length]).sub(tf.tensor1d(y)).square();
  return {
    step,
    norm,
    differences,
    parameters: {
      lower: { theta: { shape: [SIZE, 1], values: Float32Array.from(converged(logits, step)) } },
      upper: { phi: { shape: [SOURCE], values: phi } },
    },
    losses: {
      train: (weights) =>
        squares(weights, target).mean()
          .add(squares(weights, source).mul(weights.get("phi", [SOURCE]).sigmoid()).mean())
          .add(weights.get("theta", [SIZE, 1]).square().sum().mul(RIDGE)),
      development: (weights) => squares(weights, development).mean(),
    },
  };
}

/** Per row, its features with θ minus what it is worth, 0 for the Hessian's sake. */
function residuals({ x, y }: Rows, theta: Float64Array, worth = 1): Float64Array {
  return Float64Array.from(y, (each, row) => {
    return theta.reduce((sum, value, k) => sum + x[row * SIZE + k] * value, -worth * each);
  });
}

/** Adds the gradient of the mean of weight · residual². */
function addSlope(
  slope: Float64Array,
  rows: Rows,
  { weight, theta, linear = false }: {
    weight: Float64Array;
    theta: Float64Array;
    linear?: boolean;
  },
): void {
  residuals(rows, theta, linear ? 0 : 1).forEach((residual, row) => {
    const share = 2 * weight[row] * residual / rows.y.length;
    for (let k = 0; k < SIZE; k++) slope[k] += share * rows.x[row * SIZE + k];
  });
}

/** The largest size of an eigenvalue of a symmetric matrix, by power iteration. */
function radius(multiply: (v: Float64Array) => Float64Array): number {
  let v = Float64Array.from({ length: SIZE }, (_, k) => 1 / (k + 2)), size = 0;
  for (let n = 0; n < 2000; n++) {
    const next = multiply(v);
    size = Math.sqrt(next.reduce((sum, each) => sum + each * each, 0));
    v = next.map((each) => each / size);
  }
  return size;
}
