/** Invocations per workgroup. */
const WORKGROUP = 64;

/** What tfjs asks of a program. */
export interface FlatProgram {
  readonly shaderKey: string;
  readonly outputShape: number[];
  readonly size: true;
  readonly dispatchLayout: { x: number[] };
  readonly dispatch: [number, number, number];
  readonly workgroupSize: [number, number, number];
  readonly variableNames: string[];
  readonly uniforms: string;
  readonly getUserCode: () => string;
}

/**
 * A program of one invocation per number of its result: `body` sets `result[index]`. It reads the
 * buffers of its inputs by name and without bounds of their own, and its whole numbers as `uniforms`.
 *
 * @param name tells it from other programs; tfjs adds the types and ranks of its inputs
 */
export function flatProgram(
  name: string,
  outputShape: number[],
  { inputs, uniforms = [], body }: { inputs: string[]; uniforms?: string[]; body: string },
): FlatProgram {
  return {
    shaderKey: `permafrost_${name}`,
    outputShape,
    size: true,
    dispatchLayout: { x: [0] },
    dispatch: [Math.ceil(product(outputShape) / WORKGROUP), 1, 1],
    workgroupSize: [WORKGROUP, 1, 1],
    variableNames: inputs,
    uniforms: uniforms.map((each) => `${each} : i32,`).join(" "),
    getUserCode: () => `
      fn main(index : i32) {
        if (index >= uniforms.size) { return; }
        ${body}
      }`,
  };
}

/** Numbers in a tensor of a shape. */
export function product(shape: readonly number[]): number {
  return shape.reduce((size, each) => size * each, 1);
}
