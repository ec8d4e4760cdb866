import { readSafetensors } from "../../core/read_safetensors.ts";
import type { SafeTensor } from "../../core/safe_tensor.ts";
import { checkOutcomes } from "./_check_outcomes.ts";
import type { Outcomes } from "./outcomes.ts";

/** Versions of the file that are read, the oldest first. */
const VERSIONS: readonly string[] = ["permafrost/outcomes@1", "permafrost/outcomes@2"];

/**
 * Reads the bytes that `encodeOutcomes` wrote, in the versions 1 and 2 of the file: version 1 knew
 * sampled and full answers only, without "score.eligible", "pool", "pool.cold" and "training.count".
 * The columns may share their memory.
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
  if (!VERSIONS.includes(metadata.schema)) {
    throw new TypeError(
      `Cannot read outcomes: schema ${JSON.stringify(metadata.schema)}, ` +
        `expected one of ${VERSIONS.map((each) => `"${each}"`).join(", ")}`,
    );
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
    ...rest.has("answer.group") && { answerGroup: u32("answer.group") },
    domain: u8("domain"),
    headline: u8("headline"),
    slices: Object.fromEntries(
      names(metadata, "slices").map((name) => [name, u8(`slice.${name}`)]),
    ),
    greater: u32("greater"),
    tied: u32("tied"),
    ranked: u32("ranked"),
    ...rest.has("whole.greater") && {
      whole: {
        greater: u32("whole.greater"),
        tied: u32("whole.tied"),
        ranked: u32("whole.ranked"),
      },
    },
    answers: answersOf({ tensors, rest, metadata }),
  };
  for (const name of rest) {
    throw new TypeError(`Cannot read outcomes: a column "${name}", expected none of that name`);
  }
  checkOutcomes(outcomes, "read");
  return outcomes;
}

/** The columns of what was answered, taken off the rest. */
function answersOf(
  { tensors, rest, metadata }: {
    tensors: Readonly<Record<string, SafeTensor>>;
    rest: Set<string>;
    metadata: Readonly<Record<string, string>>;
  },
): Outcomes["answers"] {
  const u32 = (name: string) => column(tensors, rest, name, Uint32Array);
  const kind = metadata.schema === VERSIONS[0]
    ? (rest.has("top") ? "full" : "sampled")
    : metadata.answers;
  const added = metadata.schema !== VERSIONS[0];
  if (kind === "full") {
    const top = u32("top");
    if (!added || !rest.has("pool")) return { kind, top };
    const coldPool = u32("pool.cold"), trainingCount = u32("training.count");
    return { kind, top, pools: { pool: u32("pool"), coldPool, trainingCount } };
  }
  const scores = () => ({
    offsets: u32("score.offsets"),
    score: column(tensors, rest, "score", Float32Array),
    target: u32("score.target"),
  });
  if (kind === "sampled") {
    const eligible = added && rest.has("score.eligible") ? u32("score.eligible") : undefined;
    return { kind, ...scores(), ...(eligible ? { eligible } : {}) };
  }
  if (kind === "click" && (metadata.logits === "true" || metadata.logits === "false")) {
    const label = column(tensors, rest, "label", Uint8Array);
    return { kind, ...scores(), label, logits: metadata.logits === "true" };
  }
  const is = kind === "click" ? `logits ${metadata.logits}` : `answers ${JSON.stringify(kind)}`;
  const expected = kind === "click" ? "true or false" : '"sampled", "click" or "full"';
  throw new TypeError(`Cannot read outcomes: ${is}, expected ${expected}`);
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
