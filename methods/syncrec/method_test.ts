import { assert, assertEquals, assertGreater, assertNotEquals, assertRejects } from "@std/assert";
import { readCheckpoint } from "../../nn/checkpoints/read_checkpoint.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildQueryBatch } from "../../plugins/conformance/build_query_batch.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { fitContext } from "../../plugins/conformance/fit_context.ts";
import { gateShares } from "./gate_shares.ts";
import syncrec, { type SyncrecConfig } from "./method.ts";

// In domain 0 (even items) what follows 6 hangs on an item of domain 1 two steps before: a single-domain
// view cannot tell.
const catalogue = buildCatalogue(8, { domains: 2 });
const train = buildTrainView(
  Array.from({ length: 40 }, (_, user) => [[1, 6, 2], [3, 6, 4], [5, 0, 7]][user % 3]),
  catalogue,
);
const small: SyncrecConfig = {
  ...{ ...syncrec.defaults, embeddingSize: 8, maximumLength: 6, batchSize: 16 },
  ...{ dropout: 0, epochs: 3, blocks: 1, experts: 3, crossExperts: 2, negatives: 3 },
};

async function fit(config: Partial<SyncrecConfig> = {}, { seed = 1, view = train } = {}) {
  const losses: number[] = [];
  const scorer = await syncrec.fit(view, { ...small, ...config }, {
    ...fitContext({ train: view, validation: [], answers: [] }, { seed, device: "wasm" }),
    progress: ({ loss }) => void losses.push(loss ?? NaN),
  });
  return { scorer, losses };
}

/** A test on the device that runs use by default; nn's own tests show that the others agree. */
function onWasm(name: string, run: () => Promise<void>): void {
  forEachDevice(name, run, { devices: ["wasm"] });
}

onWasm("syncrec learns across domains", async () => {
  const { scorer, losses } = await fit({ epochs: 120, learningRate: 0.01 });
  assertGreater(losses[0], losses[119]);
  const asked = [[1, 6], [3, 6]].map((history) => ({
    ...{ user: -1, domain: 0, history, candidates: [2, 4] },
  }));
  const [two, four, other, another] = await scorer.score(buildQueryBatch(asked, train));
  assert(two > four && another > other, `${[two, four, other, another]}`);
});

onWasm("syncrec betters its loss whatever is left out, or done otherwise", async () => {
  for (
    const config of [
      { gate: "sequence" },
      { loss: "probability-bpr" },
      { variant: "released" },
      { without: ["lc_ntg", "sc_mim", "acmoe"] },
    ] satisfies Partial<SyncrecConfig>[]
  ) {
    const { losses } = await fit({ epochs: 10, learningRate: 0.01, ...config });
    assertGreater(losses[0], losses[9]);
  }
});

onWasm("syncrec learns a single domain", async () => {
  const one = buildTrainView([[0, 1, 2], [0, 1, 2], [2, 0, 1]], buildCatalogue(3, { domains: 1 }));
  for (const variant of ["paper", "released"] as const) {
    const { losses } = await fit({ epochs: 30, learningRate: 0.02, variant }, { view: one });
    assertGreater(losses[0], losses[29]);
  }
});

onWasm("syncrec loads what it saved", async () => {
  for (const variant of ["paper", "released"] as const) {
    const { scorer } = await fit({ variant }), weights = await scorer.save?.();
    assert(weights !== undefined);
    const names = Object.keys(readCheckpoint(weights));
    assertEquals(names.includes("encoder.single.1.gate.weight"), variant === "paper");
    const context = fitContext({ train, validation: [], answers: [] }, { seed: 5, device: "wasm" });
    const loaded = await syncrec.load?.(weights, catalogue, { ...small, variant }, context);
    assertEquals(await loaded?.save?.(), weights);
  }
});

onWasm("syncrec with the same seed gives the same weights, with another one others", async () => {
  for (const variant of ["paper", "released"] as const) {
    const weights = async (seed: number) =>
      await (await fit({ variant, dropout: 0.2 }, { seed })).scorer.save?.();
    assertEquals(await weights(7), await weights(7));
    assertNotEquals(await weights(7), await weights(8));
  }
});

onWasm("gateShares() are shares of what a task reads", async () => {
  const { scorer } = await fit(), weights = await scorer.save?.() ?? new Uint8Array();
  const histories = train.events, ask = { catalogue, config: small, histories };
  for (const task of ["cross", 0, 1] as const) {
    const shares = await gateShares(weights, { ...ask, task });
    assertEquals(shares.length, 40 * 3);
    for (let user = 0; user < 40; user++) {
      const row = shares.subarray(3 * user, 3 * user + 3);
      assert(row.every((share) => share > 0));
      assert(Math.abs(row.reduce((sum, share) => sum + share) - 1) < 1e-5);
    }
  }
  // Users 0 and 1 differ in domain 1 alone at their ends but for the last item.
  const [a, b] = [0, 3].map((user) => user);
  const own = await gateShares(weights, { ...ask, task: 0 });
  assertEquals(own.slice(3 * a, 3 * a + 3), own.slice(3 * b, 3 * b + 3));
  await assertRejects(
    () => gateShares(weights, { ...ask, config: { ...small, variant: "released" }, task: 0 }),
    TypeError,
    "it has no gate",
  );
});

onWasm("syncrec refuses a config that it cannot train with", async () => {
  for (
    const [config, message] of [
      [{ experts: 0 }, "experts 0: expected a whole number above 0"],
      [{ crossExperts: 3 }, "crossExperts 3: expected fewer than the experts, 3"],
      [{ heads: 3 }, "heads 3: expected a divisor of 8"],
      [{ harmony: 1.5 }, "harmony 1.5: expected at most 1"],
      [{ temperature: 0 }, "temperature 0: expected a number above 0"],
      [{ gate: "none" as "causal" }, 'gate "none": expected one of "causal", "sequence"'],
      [{ without: ["moe" as "acmoe"] }, 'without ["moe"]: expected a list of "lc_ntg", "sc_mim"'],
      [
        { variant: "released", without: ["acmoe"] },
        'without ["acmoe"]: expected [] of the released',
      ],
    ] satisfies [Partial<SyncrecConfig>, string][]
  ) {
    await assertRejects(() => fit(config), RangeError, `Cannot train SyNCRec with ${message}`);
  }
});
