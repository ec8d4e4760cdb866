import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { markRank } from "./mark_rank.ts";
import { metricByName } from "./metric_by_name.ts";

Deno.test("metricByName() gives the metric that bears the name", () => {
  const cut = ["HR@5", "NDCG@10", "MRR@10", "NDCG@1", "HR@1000000", "coverage@10"];
  const whole = ["MRR", "AUC", "GAUC", "log-loss", "Recall@K%", "r-NDCG@K%"];
  for (const name of [...cut, ...whole, "average popularity@10", "coverage@20"]) {
    assertEquals(metricByName(name).name, name);
  }
  assertEquals(markRank(metricByName("NDCG@10"), { greater: 2, tied: 1 }).value, 0.5);
});

Deno.test("metricByName() names the near ones where there is none", () => {
  const fails = (name: string, message: string) =>
    assertThrows(() => metricByName(name), UserError, message);
  fails("ndcg@10", 'Cannot find metric "ndcg@10": did you mean "NDCG@10"');
  fails("HR5", 'Cannot find metric "HR5": did you mean "MRR"');
  fails("NDGC@20", 'did you mean "NDCG@20"');
  fails("auc", 'did you mean "AUC" or "GAUC"');
  fails("Recall@10", 'did you mean "Recall@K%"');
  fails("logloss", 'did you mean "log-loss"');
  fails("coverage@50", 'did you mean "coverage@20"');
  fails("mean-average-precision-of-all", 'no such metric, expected one of "HR@k", "NDCG@k"');
});

Deno.test("metricByName() refuses a cut-off that is no whole number from 1 to 1,000,000", () => {
  for (
    const name of [
      "toString",
      "toString@5",
      "coverage@21",
      "AUC@5",
      "Recall@5%",
      "HR",
      "HR@0",
      "HR@05",
      "HR@1.5",
      "HR@-1",
      "HR@1000001",
      "HR@ 5",
      "HR@5 ",
      "",
    ]
  ) {
    assertThrows(() => metricByName(name), UserError, `Cannot find metric "${name}"`);
  }
});
