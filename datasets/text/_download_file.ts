import { dirname } from "node:path";
import { UserError } from "../../core/user_error.ts";
import { fileSha256 } from "./_file_sha256.ts";

/** How often a transfer that breaks off is taken up again, if no byte came the last time. */
const TRIES = 3;

/** A file of the hub. */
export interface Download {
  /** Where it goes; what has come of it waits beside, with the ending `.part`. */
  readonly path: string;
  /** Its SHA-256, if it is pinned. */
  readonly sha256: string | undefined;
  /** Told the bytes that are there, and how many there will be. */
  readonly progress: (done: number, of: number | null) => void;
  /** Ends the transfer; what has come stays. */
  readonly signal: AbortSignal | undefined;
}

/** What one request brought. */
type Outcome =
  | { readonly kind: "whole" }
  | { readonly kind: "cut"; readonly reason: string; readonly gained: boolean };

/**
 * Fetches a file whole or not at all: a transfer that broke off, now or in a run before, goes on
 * where it ended (Range), and a wrong file is removed.
 *
 * @throws {UserError} if it cannot be had, or has another SHA-256
 */
export async function downloadFile(url: string, download: Download): Promise<void> {
  const { path, sha256, signal } = download, part = `${path}.part`;
  await Deno.mkdir(dirname(path), { recursive: true });
  for (let left = TRIES; left > 0;) {
    const outcome = await request(url, part, download);
    if (outcome.kind === "whole") {
      const found = await fileSha256(part, signal);
      if (sha256 !== undefined && found !== sha256) {
        await Deno.remove(part);
        throw new UserError(
          `Cannot fetch "${url}": a file with SHA-256 ${found}, expected ${sha256}`,
        );
      }
      await Deno.rename(part, path);
      return;
    }
    left = outcome.gained ? TRIES : left - 1;
    if (left === 0) {
      throw new UserError(
        `Cannot fetch "${url}": ${outcome.reason}, expected the whole file (again, it goes on from here)`,
      );
    }
  }
}

/** Asks for what is missing of a file, and adds it to what is there. */
async function request(url: string, part: string, download: Download): Promise<Outcome> {
  const { progress, signal } = download;
  using file = await Deno.open(part, { create: true, write: true, read: true });
  let done = await file.seek(0, Deno.SeekMode.End);
  const started = done;
  const cut = (reason: string): Outcome => ({ kind: "cut", reason, gained: done > started });
  let response: Response;
  try {
    response = await fetch(url, {
      // As it is: the length of a packed body says nothing about the file's.
      headers: { "accept-encoding": "identity", ...done > 0 && { range: `bytes=${done}-` } },
      ...signal && { signal },
    });
  } catch (error) {
    signal?.throwIfAborted();
    return cut(said(error));
  }
  // Nothing is left to send, or what is there is of another file: it is asked for from the start.
  if (response.status === 416) {
    await response.body?.cancel();
    const all = Number(response.headers.get("content-range")?.match(/^bytes \*\/(\d+)$/)?.[1]);
    if (all === done) return { kind: "whole" };
    await file.truncate(0);
    return cut(`${done} bytes are there of ${all}`);
  }
  const range = response.headers.get("content-range")?.match(/^bytes (\d+)-\d+\/(\d+)$/);
  if (response.status === 206 ? Number(range?.[1]) !== done : response.status !== 200) {
    await response.body?.cancel();
    throw new UserError(
      `Cannot fetch "${url}": status ${response.status}${range ? ` for ${range[0]}` : ""}, ` +
        `expected ${done > 0 ? `bytes from ${done} on` : "a file"}`,
    );
  }
  if (response.status === 200) {
    await file.truncate(0);
    done = await file.seek(0, Deno.SeekMode.Start);
  }
  const packed = response.headers.has("content-encoding");
  const length = packed ? null : response.headers.get("content-length");
  const of = range ? Number(range[2]) : length === null ? null : Number(length);
  try {
    for await (const piece of response.body ?? []) {
      for (let at = 0; at < piece.length;) at += await file.write(piece.subarray(at));
      done += piece.length;
      progress(done, of);
    }
  } catch (error) {
    signal?.throwIfAborted();
    return cut(said(error));
  }
  await file.sync();
  return of === null || done === of ? { kind: "whole" } : cut(`${done} bytes came of ${of}`);
}

function said(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ");
}
