import { readSafetensors } from "../../core/read_safetensors.ts";
import type { SafeTensor } from "../../core/safe_tensor.ts";
import { checkOutcomes } from "./_check_outcomes.ts";
import type { Outcomes } from "./outcomes.ts";

/**
 * Reads the bytes that `encodeOutcomes` wrote. The columns may share their memory.
 *
 * @throws {TypeError} if they are no such file, a column is missing, of another type or unknown, or
 * the columns do not fit together
 *
 * @example
 * ```ts
 * import { decodeOutcomes } from "./decode_outcomes.ts";
 * let message = "";
 * try {
 *   decodeOutcomes(new Uint8Array(5));
 * } catch (error) {
 *   message = String(error);
 * }
 * if (!message.includes("5 bytes")) throw new Error("read from nothing");
 * ```
 */
export function decodeOutcomes(bytes: Uint8Array): Outcomes {
  const { tensors, metadata } = readSafetensors(bytes);
  if (metadata.schema !== "permafrost/outcomes@1") {
    const schema = JSON.stringify(metadata.schema);
    throw new TypeError(`Cannot read outcomes: schema ${schema}, expected "permafrost/outcomes@1"`);
  }
  const rest = new Set(Object.keys(tensors));
  const u32 = (name: string) => column(tensors, rest, name, Uint32Array);
  const u8 = (name: string) => column(tensors, rest, name, Uint8Array);
  const user = u32("user");
  const outcomes: Outcomes = {
    length: user.length,
    domains: names(metadata, "domains"),
    metrics: names(metadata, "metrics"),
    user,
    domain: u8("domain"),
    headline: u8("headline"),
    slices: Object.fromEntries(
      names(metadata, "slices").map((name) => [name, u8(`slice.${name}`)]),
    ),
    greater: u32("greater"),
    tied: u32("tied"),
    ranked: u32("ranked"),
    answers: rest.has("top") ? { kind: "full", top: u32("top") } : {
      kind: "sampled",
      offsets: u32("score.offsets"),
      score: column(tensors, rest, "score", Float32Array),
      target: u32("score.target"),
    },
  };
  for (const name of rest) {
    throw new TypeError(`Cannot read outcomes: a column "${name}", expected none of that name`);
  }
  checkOutcomes(outcomes, "read");
  return outcomes;
}

/** The column of a name, taken off the rest. */
function column<A extends SafeTensor["data"]>(
  tensors: Readonly<Record<string, SafeTensor>>,
  rest: Set<string>,
  name: string,
  type: new (length: number) => A,
): A {
  const tensor = Object.hasOwn(tensors, name) ? tensors[name] : undefined;
  if (!(tensor?.data instanceof type) || tensor.shape.length !== 1) {
    const is = tensor ? "of another type or shape" : "missing";
    throw new TypeError(`Cannot read outcomes: "${name}" is ${is}, expected a ${type.name}`);
  }
  rest.delete(name);
  return tensor.data;
}

/** A list of names that stands in the metadata as JSON. */
function names(metadata: Readonly<Record<string, string>>, key: string): string[] {
  let list: unknown;
  try {
    list = JSON.parse(metadata[key]);
  } catch {
    list = undefined;
  }
  if (!Array.isArray(list) || !list.every((each) => typeof each === "string")) {
    throw new TypeError(`Cannot read outcomes: "${key}" is no list, expected a JSON list of names`);
  }
  return list;
}
