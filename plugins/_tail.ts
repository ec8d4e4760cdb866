/** Keeps the last bytes of a stream that is read to its end, and stops it where it is too long. */
export class Tail {
  readonly #keep: number;
  #bytes = new Uint8Array(0);

  constructor(keep: number) {
    this.#keep = keep;
  }

  /** Reads a stream to its end; `tooMuch` is called once when it has given more than `most` bytes. */
  async read(
    stream: ReadableStream<Uint8Array>,
    { most, tooMuch }: { readonly most: number; readonly tooMuch: () => void },
  ): Promise<void> {
    let read = 0;
    for await (const chunk of stream) {
      if (read <= most && read + chunk.length > most) tooMuch();
      read += chunk.length;
      const kept = this.#bytes.subarray(
        Math.max(0, this.#bytes.length + chunk.length - this.#keep),
      );
      const last = chunk.subarray(Math.max(0, chunk.length - this.#keep));
      const next = new Uint8Array(kept.length + last.length);
      next.set(kept);
      next.set(last, kept.length);
      this.#bytes = next;
    }
  }

  /** What is kept, as text. */
  text(): string {
    return new TextDecoder().decode(this.#bytes);
  }
}
