import { assertEquals, assertNotStrictEquals } from "@std/assert";
import type { Scorer } from "../contract/mod.ts";
import { assertSameScores } from "./_assert_same_scores.ts";
import type { ConformanceCase } from "./conformance.ts";
import { fitContext } from "./fit_context.ts";
import { scoreAll } from "./_score_all.ts";
import { scoreByVectors } from "./_score_by_vectors.ts";
import type { SmallTask } from "./small_task.ts";
import type { Subject } from "./_subject.ts";
import { targetTask } from "./_target_task.ts";

/** What an adapt promises, where there is one: a scorer for the target, the first as it was. */
export function adaptCases({ shared, task, device, tensorCount }: Subject): ConformanceCase[] {
  const ways = [
    ["without events", targetTask(task, { events: false })],
    ["with events", targetTask(task, { events: true })],
  ] as const;
  /** Adapts the scorer, lends the new one, and frees it whatever happens. */
  async function adapted<T>(
    target: SmallTask,
    use: (scorer: Scorer) => Promise<T>,
  ): Promise<T | undefined> {
    const { scorer } = await shared();
    const other = await scorer.adapt?.(target.train, fitContext(target, { seed: 1, device }));
    if (!other) return undefined;
    assertNotStrictEquals(other, scorer, "An adapt has to give a new scorer");
    try {
      return await use(other);
    } finally {
      await other[Symbol.asyncDispose]?.();
    }
  }
  return ways.flatMap(([way, target]): ConformanceCase[] => {
    const scoresOf = (scorer: Scorer) => scoreAll(scorer, target.queries, { task: target });
    return [
      {
        name: `adapted ${way} it scores the target domain, the same again (where it has adapt)`,
        async run() {
          assertEquals(await adapted(target, scoresOf), await adapted(target, scoresOf));
        },
      },
      {
        name: `adapted ${way} its vectors give the scores of score (where it has both)`,
        async run() {
          await adapted(target, async (other) => {
            const options = { task: target, pools: true };
            const byVectors = await scoreByVectors(other, target.queries, options);
            if (!byVectors) return;
            assertSameScores(byVectors, await scoreAll(other, target.queries, options));
          });
        },
      },
      {
        name:
          `adapted ${way} it leaves the first scorer and the view as they were (where it has adapt)`,
        async run() {
          const { scorer } = await shared(), before = structuredClone(target.train);
          const scores = await scoreAll(scorer, task.queries, { task });
          await adapted(target, async () => {
            assertEquals(await scoreAll(scorer, task.queries, { task }), scores);
          });
          assertEquals(await scoreAll(scorer, task.queries, { task }), scores);
          assertEquals(target.train, before);
        },
      },
      {
        name: `adapted ${way} and freed it leaves no tensor (where it has adapt)`,
        async run() {
          await shared();
          const fitted = tensorCount();
          await adapted(target, scoresOf);
          assertEquals(tensorCount(), fitted, "Tensors left by adapt and dispose");
        },
      },
    ];
  });
}
