import { fileURLToPath } from "node:url";
import { UserError } from "../../core/user_error.ts";
import type { EncoderAnswer, EncoderStart, EncoderTexts } from "./encoder_message.ts";
import { readLines } from "./read_lines.ts";

const FOLDER = fileURLToPath(new URL("encoder", import.meta.url));

/** The encoder in its own process. */
export interface RunningEncoder extends AsyncDisposable {
  /** Length of a vector. */
  readonly size: number;
  /** Vectors of some texts, row by row. */
  encode(texts: readonly string[]): Promise<Float32Array<ArrayBuffer>>;
}

/**
 * Starts transformers.js in a process that may read the models, call its native library, and nothing
 * else: no net, no other file. Deno fetches the library on first use (500 MB).
 *
 * @throws {UserError} if it cannot start, or cannot load the model
 */
export async function startEncoder(
  start: EncoderStart,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<RunningEncoder> {
  signal?.throwIfAborted();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      `--config=${FOLDER}/deno.json`,
      "--allow-ffi",
      "--allow-env",
      "--allow-sys",
      `--allow-read=${start.models}`,
      `${FOLDER}/main.ts`,
    ],
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const kill = () => {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
  };
  signal?.addEventListener("abort", kill);
  const complaints = tail(child.stderr), lines = readLines(child.stdout);
  const stdin = child.stdin.getWriter();

  async function ask(message: EncoderStart | EncoderTexts): Promise<EncoderAnswer> {
    // A process that has ended cannot be written to: why it did is on its other streams.
    await stdin.write(new TextEncoder().encode(`${JSON.stringify(message)}\n`)).catch(() => {});
    const { value } = await lines.next();
    signal?.throwIfAborted();
    if (value !== undefined) {
      const answer: EncoderAnswer = JSON.parse(value);
      if (answer.kind !== "error") return answer;
      throw failure(start, answer.message);
    }
    const { code, signal: killed } = await child.status;
    throw failure(start, `its process ended with ${killed ?? `code ${code}`}${await complaints}`);
  }
  async function end(): Promise<void> {
    signal?.removeEventListener("abort", kill);
    kill();
    await stdin.close().catch(() => {});
    await lines.return();
    await complaints;
    await child.status;
  }

  try {
    const answer = await ask(start);
    if (answer.kind !== "ready") throw failure(start, `the process began with "${answer.kind}"`);
    const { size } = answer;
    return {
      size,
      async encode(texts) {
        const answer = await ask({ texts });
        const bytes = answer.kind === "vectors" ? Uint8Array.fromBase64(answer.base64) : null;
        const wanted = texts.length * size * 4;
        if (bytes?.length === wanted) return new Float32Array(bytes.buffer);
        throw failure(start, `${bytes?.length} bytes of vectors, expected ${wanted}`);
      },
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function failure({ id, models }: EncoderStart, what: string): UserError {
  const line = what.replaceAll(/\s+/g, " ").trim().slice(0, 400);
  const wanted = line.includes(", expected ") ? "" : ", expected an encoder of transformers.js";
  return new UserError(`Cannot embed texts with model "${id}" of "${models}": ${line}${wanted}`);
}

/** The last line of stderr that says something, after a colon; it is read so that it never fills. */
async function tail(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let last = "";
  for await (const line of readLines(stream)) {
    if (/^error: /.test(line) || (last === "" && line.trim() !== "")) last = line;
  }
  return last === "" ? "" : `: ${last.replace(/^error: /, "")}`;
}
