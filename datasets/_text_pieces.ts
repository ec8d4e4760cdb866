/** The text of a UTF-8 file, piece by piece; bytes that are no UTF-8 come as U+FFFD, a BOM as it is. */
export async function* textPieces(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const bytes = new Uint8Array(1 << 16);
  using file = await Deno.open(path);
  for (;;) {
    const length = await file.read(bytes);
    if (length === null) break;
    yield decoder.decode(bytes.subarray(0, length), { stream: true });
  }
  yield decoder.decode();
}
