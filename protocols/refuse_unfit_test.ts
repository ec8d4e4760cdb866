import { assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { corpusOfRows, type Row } from "../tests/fixtures/corpus_of_rows.ts";
import { chooseArms } from "./choose_arms.ts";
import { freeze } from "./freeze.ts";
import type { FrozenProtocol } from "./frozen_protocol.ts";
import { loadProtocol } from "./load_protocol.ts";
import { refuseUnfit } from "./refuse_unfit.ts";

const arm = async (name: string): Promise<FrozenProtocol> =>
  (await chooseArms(name, ["x", "y"]))[0];

/** Three events of y after one of x, of as many users as there are answers, rated so. */
function clicks(...ratings: (readonly [validation: number, test: number])[]): Row[] {
  return ratings.flatMap((own, u) => {
    const y = [5, ...own].map((rating, i) => ({ item: `i${i}`, domain: "y", time: i + 1, rating }));
    return [{ item: "p", domain: "x", time: 0, rating: 1 }, ...y]
      .map((row) => ({ ...row, user: `u${u}` }));
  });
}

const fails = (rows: readonly Row[], frozen: FrozenProtocol, message: string): void => {
  assertThrows(() => freeze(corpusOfRows(rows), frozen), UserError, message);
};

Deno.test("refuseUnfit() wants an arm of a protocol that has arms over the data's domains", async () => {
  const two = corpusOfRows(clicks([1, 5], [5, 1]));
  const wants = async (name: string, message: string) => {
    const frozen = await loadProtocol(name);
    assertThrows(() => refuseUnfit(two, frozen), UserError, `no arm of it, expected ${message}`);
  };
  await wants("click-auc@1", '"click-auc@1/source→target"');
  await wants("user-split-zero-shot@1", '"user-split-zero-shot@1/target"');
  await wants("user-split-fine-tune@1", '"user-split-fine-tune@1/target/n-10" or ');
});

Deno.test("refuseUnfit() refuses an arm that names a domain which the data has not", async () => {
  const rows = clicks([1, 5], [5, 1]).map((row) => ({
    ...row,
    domain: row.domain === "x" ? "w" : "y",
  }));
  for (const name of ["click-auc@1/x->y", "click-auc@1/y->x", "user-split-zero-shot@1/x"]) {
    fails(rows, await arm(name), 'to "rows": the data has no domain "x", expected one of "w", "y"');
  }
});

Deno.test("refuseUnfit() refuses data of one domain where a source and a target are wanted", async () => {
  const rows = clicks([1, 5], [5, 1]).filter(({ domain }) => domain === "y");
  for (
    const name of ["click-auc@1/x->y", "user-split-zero-shot@1/y", "user-split-fine-tune@1/y/n-10"]
  ) {
    fails(rows, await arm(name), "the data has 1 domain, expected at least 2");
  }
});

Deno.test("refuseUnfit() refuses data without ratings where labels are asked, and only there", async () => {
  const unrated = clicks([1, 5], [5, 1]).map(({ rating: _, ...row }) => row);
  fails(
    unrated,
    await arm("click-auc@1/x->y"),
    'Cannot apply protocol "click-auc@1/x→y" to "rows": the data has no ratings, expected some',
  );
  refuseUnfit(corpusOfRows(unrated), await arm("user-split-zero-shot@1/x"));
});

Deno.test("freeze() refuses clicks of which a part has one class", async () => {
  const frozen = await arm("click-auc@1/x->y"),
    start = 'Cannot apply protocol "click-auc@1/x→y" to "rows": ';
  const wanted = "answers have label 1, expected both labels";
  fails(clicks([5, 5], [4, 1]), frozen, `${start}2 of 2 validation ${wanted}`);
  fails(clicks([3, 5], [4, 5]), frozen, `${start}2 of 2 test ${wanted}`);
  fails(clicks([4, 3], [3, 2]), frozen, `${start}0 of 2 test ${wanted}`); // 3 is not above 3
  freeze(corpusOfRows(clicks([4, 3], [3, 4])), frozen);
});

Deno.test("freeze() refuses clicks without a user who has enough of them", async () => {
  const rows = clicks([4, 3], [3, 4]).filter(({ item }) => item !== "i0");
  fails(
    rows,
    await arm("click-auc@1/x->y"),
    'its rule leaves no test case, expected a user with 3 events in "y" and one in "x" before them',
  );
});

Deno.test("freeze() refuses users who are too few for 4:3:3, and a target nobody repeats", async () => {
  const frozen = await arm("user-split-zero-shot@1/y");
  fails(clicks([4, 3], [3, 4]), frozen, "Cannot split the users of domain ");
  const many = clicks(...Array.from({ length: 60 }, () => [1, 5] as const));
  freeze(corpusOfRows(many), frozen);
  const once = many.filter(({ domain, item }) => domain === "x" || item === "i0");
  fails(once, frozen, 'its rule leaves no test case, expected a test user with two events in "y"');
  fails(
    once,
    await arm("user-split-fine-tune@1/y/n-10"),
    'Cannot adapt to domain "y": none of its ',
  );
});
