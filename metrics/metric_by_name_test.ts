import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { metricByName } from "./metric_by_name.ts";

Deno.test("metricByName() gives the metric that bears the name", () => {
  for (const name of ["HR@5", "NDCG@10", "MRR@10", "MRR", "NDCG@1", "HR@1000000"]) {
    assertEquals(metricByName(name).name, name);
  }
  assertEquals(metricByName("NDCG@10").at(3), 0.5);
});

Deno.test("metricByName() names the near ones where there is none", () => {
  const fails = (name: string, message: string) =>
    assertThrows(() => metricByName(name), UserError, message);
  fails("ndcg@10", 'Cannot find metric "ndcg@10": did you mean "NDCG@10"');
  fails("HR5", 'Cannot find metric "HR5": did you mean "MRR"');
  fails("NDGC@20", 'did you mean "NDCG@20"');
  fails("average-precision", 'no such metric, expected "HR@k", "NDCG@k", "MRR@k" or "MRR"');
});

Deno.test("metricByName() refuses a cut-off that is no whole number from 1 to 1,000,000", () => {
  for (
    const name of ["HR", "HR@0", "HR@05", "HR@1.5", "HR@-1", "HR@1000001", "HR@ 5", "HR@5 ", ""]
  ) {
    assertThrows(() => metricByName(name), UserError, `Cannot find metric "${name}"`);
  }
});
