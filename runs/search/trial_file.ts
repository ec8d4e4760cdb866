import { canonicalJson } from "../../core/canonical_json.ts";
import { writeAtomic } from "../../core/write_atomic.ts";
import type { SearchTrial } from "../../leaderboard/schema/search.ts";

/** What came of a trial, and what it took. */
export interface TrialEnd extends SearchTrial {
  /** Seconds by the host's clock. */
  readonly seconds: number;
  /** CPU seconds of the child. */
  readonly cpuSeconds: number;
  /** Peak resident memory of the child in bytes. */
  readonly peakMemoryBytes: number;
}

/**
 * What came of the trial with a key, kept so that a search goes on where it stopped. Only trials that
 * gave a value are kept: what failed is tried again, as runs are.
 *
 * @example
 * ```ts
 * import { TrialFile } from "./trial_file.ts";
 * const folder = await Deno.makeTempDir(), file = new TrialFile(`${folder}/a.json`, "a");
 * const none = await file.read();
 * const cost = { seconds: 1, cpuSeconds: 1, peakMemoryBytes: 1 };
 * await file.write({ config: { k: 1 }, value: 0.5, validationCalls: 1, failure: null, ...cost });
 * const kept = await file.read(), other = await new TrialFile(`${folder}/a.json`, "b").read();
 * await Deno.remove(folder, { recursive: true });
 * if (none ?? other) throw new Error("read from nothing");
 * if (kept?.value !== 0.5) throw new Error("not kept");
 * ```
 */
export class TrialFile {
  readonly #path: string;
  readonly #key: string;

  /**
   * @param path where it lies, or would
   * @param key of the trial: a file of another one is none
   */
  constructor(path: string, key: string) {
    this.#path = path;
    this.#key = key;
  }

  /** What came of it, if that is known: a file that cannot be understood is as good as none. */
  async read(): Promise<TrialEnd | undefined> {
    try {
      const kept: unknown = JSON.parse(await Deno.readTextFile(this.#path));
      return isKept(kept) && kept.key === this.#key ? kept.end : undefined;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  /** Keeps what came of it. */
  async write(end: TrialEnd): Promise<void> {
    const schema = "permafrost/trial@1";
    await writeAtomic(this.#path, canonicalJson({ schema, key: this.#key, end }));
  }
}

function isKept(value: unknown): value is { readonly key: string; readonly end: TrialEnd } {
  if (!isObject(value) || value.schema !== "permafrost/trial@1" || !isObject(value.end)) {
    return false;
  }
  const { config, failure, ...numbers } = value.end;
  return isObject(config) && failure === null &&
    ["value", "validationCalls", "seconds", "cpuSeconds", "peakMemoryBytes"]
      .every((name) => typeof numbers[name] === "number");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
