// The process of transformers.js. A line of JSON comes in on stdin, a line of JSON goes out on
// stdout: `encoder_message.ts` says which. Everything else goes to stderr.
import { readLines } from "../read_lines.ts";
import type { EncoderAnswer, EncoderStart, EncoderTexts } from "../encoder_message.ts";
import { loadEncoder } from "./_load_encoder.ts";

const stdout = Deno.stdout.writable.getWriter();
for (const level of ["log", "info", "debug", "warn"] as const) console[level] = console.error;

async function answer(message: EncoderAnswer): Promise<void> {
  await stdout.write(new TextEncoder().encode(`${JSON.stringify(message)}\n`));
}

if (import.meta.main) {
  try {
    const lines = readLines(Deno.stdin.readable);
    const start: EncoderStart = JSON.parse((await lines.next()).value ?? "null");
    const { size, encode } = await loadEncoder(start);
    await answer({ kind: "ready", size });
    for await (const line of lines) {
      const { texts }: EncoderTexts = JSON.parse(line);
      const vectors = await encode(texts);
      await answer({ kind: "vectors", base64: new Uint8Array(vectors.buffer).toBase64() });
    }
    Deno.exit(0);
  } catch (error) {
    await answer({
      kind: "error",
      message: error instanceof Error ? error.message : String(error),
    });
    Deno.exit(1);
  }
}
