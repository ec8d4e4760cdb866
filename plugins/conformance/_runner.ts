import { checkMethod } from "../_check_method.ts";
import { closeOff } from "../_close_off.ts";
import { errorMessage } from "../_error_message.ts";
import { readHello } from "../_hello.ts";
import { loadPlugin } from "../runner.ts";
import type { Channel } from "../wire/channel.ts";
import { stdioChannel } from "../wire/stdio_channel.ts";
import { conformance } from "./conformance.ts";

/** The values of a hello that this runner takes besides those of sessions. */
const MORE = ["id", "readme"] as const;

/** Asks one plugin every case but those that are skipped, and tells the host of each. */
async function askAll(channel: Channel): Promise<void> {
  const tell = (type: string, values: Readonly<Record<string, unknown>>) =>
    channel.send({ type, values, columns: {} });
  const first = await channel.receive();
  if (!first) return;
  try {
    const hello = readHello(first), [id, readme] = MORE.map((key) => String(first.values[key]));
    const { skip } = first.values, skipped = Array.isArray(skip) ? skip : [];
    const method = checkMethod(await loadPlugin(hello));
    const tensorCount = hello.tensors ? (await import("../../nn/mod.ts")).tensorCount : () => 0;
    const suite = conformance(method, {
      ...{ id, readme, device: hello.device, tensorCount },
      quick: { epochs: 2, embeddingSize: 8, batchSize: 64 },
      thorough: { learningRate: 0.01 },
    });
    await tell("cases", { names: suite.cases.map(({ name }) => name) });
    for (const { name, run } of suite.cases) {
      const isSkipped = skipped.some((start) => name.startsWith(start));
      const problem = isSkipped ? { skipped: true } : await Promise.try(run).then(() => ({}), told);
      await tell("answer", problem);
    }
    await suite[Symbol.asyncDispose]();
  } catch (error) {
    await channel.send(errorMessage(error, "open"));
  }
}

/** What was thrown: an assertion's first line, or another error by its name. */
function told(error: unknown): Readonly<Record<string, string>> {
  const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  const is = message.trim().split("\n", 1)[0].slice(0, 400);
  const problem = name === "AssertionError" ? is : `it threw "${name}: ${is}"`;
  return { problem, stack: stack.slice(0, 4000) };
}

if (import.meta.main) {
  const channel = stdioChannel(Deno);
  closeOff();
  await askAll(channel);
  Deno.exit(0);
}
