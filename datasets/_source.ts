import { join, resolve } from "node:path";
import { UserError } from "../core/user_error.ts";
import { ENDINGS, type FileFormat, fileFormat } from "./_file_format.ts";
import { unpack } from "./_unpack.ts";

/** A file that is there, unpacked, with a path that DuckDB takes literally. */
export interface Source {
  /** The path as it was given, for messages. */
  readonly shown: string;
  /** The plain file. */
  readonly path: string;
  /** How to read it. */
  readonly format: FileFormat;
  /** SHA-256 of the file as it lies on disk, where unpacking has already told it. */
  readonly sha256?: string;
}

/**
 * Finds a file and unpacks it into `folder` if it is gzipped.
 *
 * @throws {UserError} if it is not there, no file, of no known format, empty, or no whole gzip stream
 */
export async function openSource(shown: string, folder: string): Promise<Source> {
  const given = resolve(shown), info = await stat(given, shown);
  if (!info.isFile) {
    throw new UserError(
      `Cannot read "${shown}": ${info.isDirectory ? "a directory" : "no regular file"}, ` +
        "expected a file",
    );
  }
  const format = fileFormat(shown);
  if (!format) {
    throw new UserError(`Cannot read "${shown}": unknown ending, expected ${ENDINGS}`);
  }
  if (info.size === 0) throw emptyFile(shown);
  const plain = join(folder, `data.${format.kind}`);
  if (format.gzip) {
    const sha256 = await unpack(given, { to: plain, shown });
    if ((await Deno.stat(plain)).size === 0) throw emptyFile(shown);
    return { shown, path: plain, format, sha256 };
  }
  // DuckDB reads these as a pattern and has no way to quote them.
  if (/[*?[\]{}]/.test(given)) {
    await Deno.symlink(given, plain);
    return { shown, path: plain, format };
  }
  return { shown, path: given, format };
}

async function stat(path: string, shown: string): Promise<Deno.FileInfo> {
  try {
    const info = await Deno.stat(path);
    if (info.isFile) (await Deno.open(path)).close();
    return info;
  } catch (error) {
    const what = error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory
      ? "no such file"
      : "not readable";
    throw new UserError(`Cannot read "${shown}": ${what}, expected a readable file`, {
      cause: error,
    });
  }
}

function emptyFile(shown: string): UserError {
  return new UserError(`Cannot read "${shown}": an empty file, expected at least one event`);
}
