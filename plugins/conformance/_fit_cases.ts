import { assertEquals } from "@std/assert";
import { assertSameScores } from "./_assert_same_scores.ts";
import type { ConformanceCase } from "./conformance.ts";
import { fitContext } from "./fit_context.ts";
import { buildQueryBatch } from "./build_query_batch.ts";
import { scoreAll } from "./_score_all.ts";
import { scoreByVectors } from "./_score_by_vectors.ts";
import type { FitOptions, Subject } from "./_subject.ts";

/** What a fit promises: the same bytes again, nothing changed, nothing left behind. */
export function fitCases(subject: Subject): ConformanceCase[] {
  const { method, task, fit, shared, device, tensorCount } = subject;
  const scoresOf = (options: FitOptions) =>
    fit((scorer) => scoreAll(scorer, task.queries, { task }), options);
  const sharedScores = async () => scoreAll((await shared()).scorer, task.queries, { task });
  return [
    {
      name: "the same seed gives the same bytes",
      async run() {
        assertEquals(await scoresOf({}), await sharedScores());
      },
    },
    {
      name: "another seed scores too",
      async run() {
        await scoresOf({ seed: 4294967295 });
      },
    },
    {
      name: "a config that went through JSON gives the same bytes",
      async run() {
        const config = JSON.parse(JSON.stringify(subject.config(subject.quick)));
        assertEquals(await scoresOf({ config }), await sharedScores());
      },
    },
    {
      name: "fit leaves config and train view as they were",
      async run() {
        const config = subject.config(subject.quick);
        const before = structuredClone({ config, train: task.train });
        await fit(() => Promise.resolve(), { config });
        assertEquals({ config, train: task.train }, before);
      },
    },
    {
      name: "score leaves the batch as it was",
      async run() {
        for (const pools of [false, true]) {
          const batch = buildQueryBatch(task.queries, task.train, { pools });
          const before = structuredClone(batch);
          await (await shared()).scorer.score(batch);
          assertEquals(batch, before);
        }
      },
    },
    {
      name: "no tensor is left by fit, score and dispose",
      async run() {
        const before = tensorCount();
        await fit(async (scorer) => {
          const fitted = tensorCount();
          await scoreAll(scorer, task.queries, { task });
          await scoreAll(scorer, task.queries, { task, pools: true });
          assertEquals(tensorCount(), fitted, "Tensors left by score");
          await scoreByVectors(scorer, task.queries, { task });
          assertEquals(tensorCount(), fitted, "Tensors left by vectors");
        });
        assertEquals(tensorCount(), before, "Tensors left by fit and dispose");
      },
    },
    {
      name: "resumed from any checkpoint equals uninterrupted (where it has checkpoints)",
      async run() {
        const { context: { checkpoints } } = await shared(), scores = await sharedScores();
        for (const resume of checkpoints) assertEquals(await scoresOf({ resume }), scores);
      },
    },
    {
      name: "loaded equals saved (where it has save and load)",
      async run() {
        const { scorer } = await shared(), weights = await scorer.save?.();
        const context = fitContext(task, { seed: 1, device });
        const config = subject.config(subject.quick), { catalogue } = task.train;
        if (weights === undefined || method.load === undefined) return;
        const loaded = await method.load(weights, catalogue, config, context);
        try {
          assertSameScores(await scoreAll(loaded, task.queries, { task }), await sharedScores());
          const byVectors = await scoreByVectors(scorer, task.queries, { task });
          const again = await scoreByVectors(loaded, task.queries, { task });
          assertSameScores(again ?? [], byVectors ?? []);
        } finally {
          await loaded[Symbol.asyncDispose]?.();
        }
      },
    },
  ];
}
