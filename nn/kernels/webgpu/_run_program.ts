import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { DataType, TensorInfo } from "@tensorflow/tfjs";
import { sizeOf } from "./_size_of.ts";
import { WORKGROUP } from "./_workgroup.ts";

/** What a program reads and makes. */
export interface Given {
  /** Tells the program from others. */
  readonly name: string;
  /** Shape of its result. */
  readonly shape: number[];
  readonly dtype?: DataType;
  /** Tensors by the names that they have in the program; those undefined are left out. */
  readonly inputs: Readonly<Record<string, TensorInfo | undefined>>;
  /** Whole numbers, as `uniforms.name`; `uniforms.size` is how many numbers the result has. */
  readonly whole?: Readonly<Record<string, number>>;
  /** Words of 32 bits, as `uniforms.name`. */
  readonly words?: Readonly<Record<string, number>>;
  /** Real numbers, as `uniforms.name`. */
  readonly real?: Readonly<Record<string, number>>;
}

/**
 * Runs a program in workgroups of its own: `code` has a `main(index : i32)`, which sets numbers of
 * `result`. More workgroups than these may run, so it minds what it is to do. Nothing runs for an empty
 * result.
 *
 * tfjs is given every tensor as a flat one: a program then is compiled once for tensors of all ranks.
 *
 * @param options `workgroups`: how many; `invocations`: in each, 64 if not given
 */
export function runProgram(
  backend: WebGPUBackend,
  { name, shape, dtype = "float32", inputs, whole, words, real }: Given,
  options: { workgroups: number; invocations?: number; code: string },
): TensorInfo {
  const { workgroups, invocations = WORKGROUP, code } = options, size = sizeOf(shape);
  const names: string[] = [], tensors: TensorInfo[] = [];
  for (const [name, tensor] of Object.entries(inputs)) {
    if (tensor === undefined) continue;
    names.push(name);
    tensors.push({ ...tensor, shape: [sizeOf(tensor.shape)] });
  }
  const declared: string[] = [], data: { type: string; data: number[] }[] = [];
  const declare = (values: Given["whole"], [shaderType, type]: [string, string]): void => {
    for (const [name, value] of Object.entries(values ?? {})) {
      declared.push(`${name} : ${shaderType},`);
      data.push({ type, data: [value] });
    }
  };
  declare({ size, ...whole }, ["i32", "int32"]);
  declare(words, ["u32", "uint32"]);
  declare(real, ["f32", "float32"]);
  const program = {
    shaderKey: `permafrost_${name}`,
    outputShape: [size],
    dispatchLayout: { x: [0] },
    dispatch: triple(workgroups),
    workgroupSize: triple(invocations),
    variableNames: names,
    uniforms: declared.join(" "),
    getUserCode: () => code,
  };
  return { ...backend.runWebGPUProgram(program, tensors, dtype, data), shape };
}

/** Runs a program of one invocation per number of its result: `body` sets `result[index]`. */
export function runFlat(
  backend: WebGPUBackend,
  given: Given,
  { body, code = "" }: { body: string; code?: string },
): TensorInfo {
  return runProgram(backend, given, {
    workgroups: Math.ceil(sizeOf(given.shape) / WORKGROUP),
    code: `${code}
      fn main(index : i32) {
        if (index >= uniforms.size) { return; }
        ${body}
      }`,
  });
}

function triple(count: number): [number, number, number] {
  return [count, 1, 1];
}
