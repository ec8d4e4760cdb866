import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { UserError } from "../core/user_error.ts";

const PIECE = 1 << 20;

/**
 * Unpacks a gzip file and gives the SHA-256 of its packed bytes.
 *
 * DuckDB would read it too, but checks neither the checksum nor the length at its end: of a file that
 * is cut at a line end it takes the first part in silence.
 *
 * @throws {UserError} if the file is not one whole gzip stream
 */
export async function unpack(
  from: string,
  options: { readonly to: string; readonly shown: string },
): Promise<string> {
  const hash = createHash("sha256");
  async function* hashed(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      hash.update(piece);
      yield piece;
    }
  }
  const packed = createReadStream(from, { highWaterMark: PIECE });
  const plain = createWriteStream(options.to, { highWaterMark: PIECE });
  try {
    await pipeline(packed, hashed, createGunzip({ chunkSize: PIECE }), plain);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && String(error.code).startsWith("Z_"))) {
      throw error;
    }
    throw new UserError(
      `Cannot read "${options.shown}": a corrupt gzip file (${error.message}), ` +
        "expected one whole gzip stream",
      { cause: error },
    );
  }
  return hash.digest("hex");
}
