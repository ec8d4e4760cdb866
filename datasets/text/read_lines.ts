/**
 * The lines of a stream of UTF-8, as they come, without their ends. A last line without an end is
 * dropped: who wrote it was cut off.
 *
 * @example
 * ```ts
 * import { readLines } from "./read_lines.ts";
 * const stream = ReadableStream.from([new TextEncoder().encode("a\nb"), new TextEncoder().encode("c\nd")]);
 * const lines = await Array.fromAsync(readLines(stream));
 * if (lines.join() !== "a,bc") throw new Error(lines.join());
 * ```
 */
export async function* readLines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, void> {
  let begun: string[] = [];
  for await (const piece of stream.pipeThrough(new TextDecoderStream())) {
    const parts = piece.split("\n");
    for (const part of parts.slice(0, -1)) {
      yield [...begun, part].join("");
      begun = [];
    }
    begun.push(parts[parts.length - 1]);
  }
}
