import { asFloat32 } from "./_as_float32.ts";
import type { Scorer, TwoTower } from "./contract/mod.ts";
import type { MethodLink } from "./_method_link.ts";
import { PluginFailure } from "./plugin_failure.ts";
import type { Message } from "./wire/message.ts";
import { readNumber } from "./wire/read_number.ts";

/** Sends the vectors of a batch's queries, or of a pool's items, whichever was asked for. */
export async function answerVectors(
  message: Message,
  scorer: Scorer,
  { channel, batches, assertDevice }: MethodLink,
): Promise<void> {
  const { type } = message, id = readNumber(message, "id"), vectors = vectorsOf(scorer);
  if (!vectors) throw new PluginFailure("contract", "its scorer has no vectors, expected them");
  if (type === "queries") {
    const given: unknown = await vectors.queries(batches.read(message));
    assertDevice();
    const columns = { vectors: asFloat32(given, "its query vectors are") };
    await channel.send({ type, values: { id }, columns });
    return;
  }
  const domain = readNumber(message, "domain"), interval = readNumber(message, "interval");
  const given: unknown = await vectors.items(domain, interval);
  assertDevice();
  if (!(given instanceof Object) || !("vectors" in given) || !("bias" in given)) {
    throw new PluginFailure("scores", "its items() gave no vectors or no bias, expected both");
  }
  const columns = {
    vectors: asFloat32(given.vectors, "its item vectors are"),
    bias: asFloat32(given.bias, "its biases are"),
  };
  await channel.send({ type, values: { id }, columns });
}

/**
 * A scorer's vectors, or undefined if it has none.
 *
 * @throws {PluginFailure} "contract" if they are not what the contract says
 */
export function vectorsOf({ vectors }: { readonly vectors?: unknown }): TwoTower | undefined {
  if (vectors === undefined || isTwoTower(vectors)) return vectors;
  throw new PluginFailure(
    "contract",
    "its vectors have no function queries or no function items, expected both",
  );
}

function isTwoTower(value: unknown): value is TwoTower {
  return value instanceof Object && "queries" in value && "items" in value &&
    typeof value.queries === "function" && typeof value.items === "function";
}
