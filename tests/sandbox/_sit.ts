import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { type Limits, limits } from "../../plugins/limits.ts";
import { openSession } from "../../plugins/open_session.ts";
import type { PluginCopy } from "../../plugins/plugin_copy.ts";
import { PluginFailure, type PluginFailureCode } from "../../plugins/plugin_failure.ts";
import type { SessionUsage } from "../../plugins/session.ts";
import type { SessionHost } from "../../plugins/session_host.ts";
import { wallLacks } from "../../plugins/wall_lacks.ts";
import { BATCH, TRAIN } from "./_exam.ts";
import { Folder } from "./_fixture.ts";
import { type PluginParts, pluginSource } from "./_plugin_source.ts";

/** Why the kernel's part of the wall cannot be tested here, or null. */
export const NO_WALL: string | null = wallLacks().length > 0 ? wallLacks().join("; ") : null;

/** Small enough that what breaks them breaks them soon. */
export const SMALL: Limits = limits({
  memoryBytes: 300e6,
  cpuSeconds: 10,
  wallSeconds: 15,
  outputBytes: 4e6,
  stderrBytes: 1e6,
});

/**
 * A whole run: opened, fitted (or loaded, if its method can) with one validation, two batches scored,
 * and asked for all that its scorer offers besides; closed.
 */
export async function sit(
  plugin: PluginCopy,
  { limits = SMALL, during = () => Promise.resolve(), signal = new AbortController().signal }: {
    readonly limits?: Limits;
    readonly during?: () => Promise<void>;
    readonly signal?: AbortSignal;
  } = {},
): Promise<{ scores: Float32Array; usage: SessionUsage }> {
  const session = await openSession(plugin, { seed: 7, device: "wasm", limits, signal });
  const host: SessionHost = {
    validate: async (score) => {
      await score(BATCH);
      await during();
      return { value: 0.5, byDomain: Float64Array.of(0.5) };
    },
  };
  try {
    if ((await session.offers()).load) {
      const { catalogue } = TRAIN;
      await session.load(Uint8Array.of(1), { catalogue, config: {}, host });
    } else await session.fit(TRAIN, {}, host);
    await session.score(BATCH);
    const scores = await session.score(BATCH), offers = await session.offers();
    const vectors = await session.vectors();
    for (let twice = 0; vectors && twice < 2; twice++) {
      await vectors.queries(BATCH);
      await vectors.items(0, BATCH.popularity.interval);
    }
    if (offers.adapt) await (await session.adapt(TRAIN, host)).score(BATCH);
    if (offers.save) await session.save();
    return { scores, usage: await session.close() };
  } finally {
    await session.close();
  }
}

/** How a run is to end. */
export interface Expected {
  /** Code of its failure. */
  readonly code: PluginFailureCode;
  /** Its message. */
  readonly message: RegExp;
  /** Limits besides the small ones. */
  readonly limits?: Partial<Limits>;
}

/**
 * Runs a plugin that is to end early, while another run is in the middle of its fit, and asserts that
 * the one ends as expected and the other finishes.
 */
export function assertEnds(
  make: (folder: Folder) => PluginCopy | Promise<PluginCopy>,
  expected: Expected,
): Promise<void> {
  return besideARun((folder) => assertEndsAlone(folder, () => make(folder), expected));
}

/** Does something while a run is in the middle of its fit, and asserts that this run finishes. */
export async function besideARun(during: (folder: Folder) => Promise<void>): Promise<void> {
  await using folder = new Folder();
  const good = await folder.plugin(
    { fit: "await context.validate(scorer); return scorer;" },
    "good",
  );
  const limits = { ...SMALL, wallSeconds: 60 };
  const beside = await sit(good, { limits, during: () => during(folder) });
  assertEquals([...beside.scores], [1, 2, 0, 1, 2], "the run beside it finishes");
}

/** Asserts that the run of a plugin ends as expected, and says so in one line. */
export async function assertEndsAlone(
  folder: Folder,
  make: (folder: Folder) => PluginCopy | Promise<PluginCopy>,
  { code, message, limits }: Expected,
): Promise<void> {
  const failure = await assertRejects(
    async () => void await sit(await make(folder), { limits: { ...SMALL, ...limits } }),
    PluginFailure,
  );
  assertMatch(failure.message, message);
  assertEquals(failure.code, code, failure.message);
  assertMatch(failure.message, /^Cannot [^\n]+$/, "one line, in the house's form");
}

/** `assertEnds` for a plugin of these parts, inspected and copied. */
export function assertPartsEnd(parts: PluginParts, expected: Expected): Promise<void> {
  return assertEnds((folder) => folder.plugin(parts), expected);
}

/** `assertEnds` for a plugin of these parts that nobody inspected. */
export function assertUninspectedEnds(parts: PluginParts, expected: Expected): Promise<void> {
  return assertEnds((folder) => folder.uninspected(pluginSource(parts)), expected);
}
