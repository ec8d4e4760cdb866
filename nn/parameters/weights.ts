import type { Tensor } from "../tensor.ts";

/**
 * A model's parameters on the device, by their paths: a layer takes what it needs by name and shape,
 * and hands the layers inside it what stands below their names.
 *
 * @example
 * ```ts
 * import { Weights } from "./weights.ts";
 * let message = "";
 * try {
 *   new Weights({}).within("blocks.0").get("norm.weight", [8]);
 * } catch (error) {
 *   message = String(error);
 * }
 * if (!message.includes('"blocks.0.norm.weight"')) throw new Error("not the whole path");
 * ```
 */
export class Weights {
  readonly #tensors: Readonly<Record<string, Tensor>>;
  readonly #path: string;
  readonly #record: (path: string, tensor: Tensor) => void;

  /**
   * Weights from tensors by path, e.g. `blocks.0.norm.weight`; names are taken below `path`. What is
   * recorded goes to `record`, or nowhere.
   */
  constructor(
    tensors: Readonly<Record<string, Tensor>>,
    { path = "", record = () => {} }: {
      path?: string;
      record?: (path: string, tensor: Tensor) => void;
    } = {},
  ) {
    this.#tensors = tensors;
    this.#path = path;
    this.#record = record;
  }

  /** The weights below a name: `within("blocks.0").get("norm.weight", …)` is `blocks.0.norm.weight`. */
  within(name: string): Weights {
    return new Weights(this.#tensors, { path: `${this.#path}${name}.`, record: this.#record });
  }

  /**
   * Hands out a tensor beside the result, by its path: `differentiate` returns what was recorded (the
   * statistics of a batch, a term of a loss); elsewhere this does nothing.
   */
  record(name: string, tensor: Tensor): void {
    this.#record(this.#path + name, tensor);
  }

  /**
   * The tensor of a name.
   *
   * @param shape what it has to be; −1 stands for any size
   * @throws {TypeError} if there is none, or it has another shape
   */
  get(name: string, shape: readonly number[]): Tensor {
    const path = this.#path + name, tensor = this.#tensors[path];
    if (tensor === undefined) {
      throw new TypeError(`Cannot use tensor "${path}": there is none, expected shape [${shape}]`);
    }
    const fits = tensor.shape.length === shape.length &&
      shape.every((size, axis) => size === -1 || size === tensor.shape[axis]);
    if (!fits) {
      throw new TypeError(
        `Cannot use tensor "${path}": shape [${tensor.shape}], expected [${shape}]`,
      );
    }
    return tensor;
  }
}
