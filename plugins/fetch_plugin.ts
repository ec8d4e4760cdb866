import { join } from "node:path";
import { sha256 } from "../core/sha256.ts";
import { UserError } from "../core/user_error.ts";
import { writeAtomic } from "../core/write_atomic.ts";
import { cacheFolder } from "./_cache_folder.ts";

/** A plugin that was fetched: bytes on this disk, which nobody has run. */
export interface FetchedPlugin {
  /** SHA-256 of its bytes. */
  readonly sha256: string;
  /** Path of the file that holds them, named for that hash. */
  readonly path: string;
  /** Whether the address named its hash and it was here already. */
  readonly kept: boolean;
}

/** More than this is no packed plugin. */
const BYTES_MAX = 16 * 2 ** 20;
/** Redirects that are followed. */
const HOPS = 5;
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Fetches a packed plugin and keeps it under its hash. Only `https:` addresses, and `http:` ones of this
 * machine, also after each redirect, which may not change that; at most 16 MiB. Nothing of it is run or
 * parsed here: what is fetched is used like a file that somebody sent.
 *
 * @param address with `#sha256=…` (64 hexadecimal digits) it has to have that hash, and is not fetched
 * again if it is here
 * @param options `cache`: folder of what was fetched; `seconds`: for all of it, 60 unless said
 * @throws {UserError} on another address, no answer, too many bytes, another hash, or what is not packed
 *
 * @example
 * ```ts
 * import { fetchPlugin } from "./fetch_plugin.ts";
 * const refused = await fetchPlugin("ftp://example.org/a.js").catch((error) => error.message);
 * if (!refused.includes("expected https:")) throw new Error(refused);
 * ```
 */
export async function fetchPlugin(
  address: string,
  { cache = join(cacheFolder(), "fetched"), seconds = 60 }: {
    readonly cache?: string;
    readonly seconds?: number;
  } = {},
): Promise<FetchedPlugin> {
  function refuse(what: string, wanted: string): never {
    throw new UserError(`Cannot fetch plugin "${address}": ${what}, expected ${wanted}`);
  }
  if (!URL.canParse(address)) refuse("no address", "one that begins with https:");
  const url = new URL(address), wanted = /^#sha256=([0-9a-f]{64})$/.exec(url.hash)?.[1];
  if (url.hash && !wanted) {
    refuse(`"${url.hash}" behind it`, "nothing, or #sha256= and 64 lower-case hexadecimal digits");
  }
  url.hash = "";
  checkScheme(url, refuse);
  const pathOf = (hash: string): string => join(cache, `${hash}.js`);
  if (wanted && await hashOf(pathOf(wanted)) === wanted) {
    return { sha256: wanted, path: pathOf(wanted), kept: true };
  }
  const bytes = await load(url, { signal: AbortSignal.timeout(seconds * 1000), refuse })
    .catch((error: unknown) => {
      if (error instanceof UserError) throw error;
      const late = error instanceof DOMException && error.name === "TimeoutError";
      return refuse(late ? `not here after ${seconds} s` : reason(error), "a packed plugin there");
    });
  const hash = sha256(bytes);
  if (wanted && hash !== wanted) refuse(`its SHA-256 is ${hash}`, wanted);
  if (!new TextDecoder().decode(bytes.subarray(0, 64)).startsWith("// permafrost/plugin@")) {
    refuse("no manifest in its first line", "what deno task plugin pack makes");
  }
  await Deno.mkdir(cache, { recursive: true });
  await writeAtomic(pathOf(hash), bytes);
  return { sha256: hash, path: pathOf(hash), kept: false };
}

type Refuse = (what: string, wanted: string) => never;

function checkScheme({ protocol, hostname }: URL, refuse: Refuse): void {
  if (protocol === "https:" || (protocol === "http:" && LOOPBACK.includes(hostname))) return;
  refuse(`by ${protocol} from "${hostname}"`, "https: (http: from this machine alone)");
}

/** The bytes at an address, following redirects that keep to its scheme. */
async function load(
  from: URL,
  { signal, refuse }: { readonly signal: AbortSignal; readonly refuse: Refuse },
): Promise<Uint8Array<ArrayBuffer>> {
  let url = from;
  for (let hop = 0; hop <= HOPS; hop++) {
    const answer = await fetch(url, { signal, redirect: "manual" });
    const to = answer.status >= 300 && answer.status < 400 ? answer.headers.get("location") : null;
    if (to === null) {
      if (answer.ok && answer.body) return await read(answer.body, refuse);
      await answer.body?.cancel();
      return refuse(`the answer is ${answer.status} ${answer.statusText}`.trim(), "200 OK");
    }
    await answer.body?.cancel();
    if (!URL.canParse(to, url)) refuse(`it leads to "${to}"`, "an address");
    const next = new URL(to, url);
    if (next.protocol !== from.protocol) refuse(`it leads to ${next.href}`, from.protocol);
    checkScheme(next, refuse);
    url = next;
  }
  return refuse(`more than ${HOPS} redirects`, "fewer");
}

async function read(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  refuse: Refuse,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const part of body) {
    parts.push(part);
    if ((length += part.length) > BYTES_MAX) refuse("more than 16 MiB", "less");
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Why there was no answer, without the address, which is told already. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/ for url \([^)]*\)/, "").replace(/\s+/g, " ");
}

async function hashOf(path: string): Promise<string | undefined> {
  try {
    return sha256(await Deno.readFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
