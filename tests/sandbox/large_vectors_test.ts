import { assert, assertEquals } from "@std/assert";
import type { TrainView } from "../../plugins/contract/mod.ts";
import { limits } from "../../plugins/limits.ts";
import { openSession } from "../../plugins/open_session.ts";
import { BATCH, TRAIN } from "./_exam.ts";
import { Folder } from "./_fixture.ts";

const ITEMS = 300_000, SIZE = 64;
const HOST = { validate: () => Promise.reject(new Error("not asked for")) };

/** The exam's view with many items. */
function largeView(): TrainView {
  const all = Uint32Array.from({ length: ITEMS }, (_, item) => item);
  return {
    ...TRAIN,
    catalogue: {
      ...TRAIN.catalogue,
      items: ITEMS,
      domains: [{ role: "both", pool: all }],
      itemDomain: new Uint8Array(ITEMS),
      itemIdentity: all,
    },
  };
}

const VECTORS = `vectors: {
  async queries({ length }) { return new Float32Array(${SIZE} * length).fill(1); },
  async items() {
    const vectors = new Float32Array(${ITEMS * SIZE});
    for (let i = 0; i < vectors.length; i++) vectors[i] = i % 1000;
    return { vectors, bias: new Float32Array(${ITEMS}).fill(2) };
  },
}`;

for (const first of ["queries", "items"] as const) {
  Deno.test(`item vectors over 64 MiB arrive whole, whatever its other output's limit: ${first} asked first`, async () => {
    await using folder = new Folder();
    // Once a query has told their size, they need no room of the limit on output.
    const outputBytes = first === "queries" ? 100_000 : 100e6;
    const session = await openSession(await folder.plugin({ scorer: VECTORS }), {
      seed: 1,
      device: "wasm",
      limits: limits({ outputBytes }),
    });
    await session.fit(largeView(), {}, HOST);
    const tower = await session.vectors();
    assert(tower);
    if (first === "queries") assertEquals((await tower.queries(BATCH)).length, 2 * SIZE);
    // Twice: what was asked for is not held against it.
    for (let times = 0; times < 2; times++) {
      const { vectors, bias } = await tower.items(0, 1);
      assertEquals([vectors.length, bias.length], [ITEMS * SIZE, ITEMS]);
      let at = 0;
      while (at < vectors.length && vectors[at] === at % 1000) at++;
      assertEquals(at, vectors.length);
      assertEquals(bias[ITEMS - 1], 2);
    }
    assertEquals((await tower.queries(BATCH)).length, 2 * SIZE);
    await session.close();
  });
}
