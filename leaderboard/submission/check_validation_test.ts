import { assertEquals } from "@std/assert";
import { sampleRun } from "../_sample.ts";
import { submittedRows } from "../submitted_rows.ts";
import { checkValidation } from "./check_validation.ts";

Deno.test("checkValidation() counts calls and what they gave, run by run", async () => {
  const found = async (change: object, most = 3) => {
    const { record, ...run } = sampleRun({ seed: 4 });
    const changed = { ...record, result: { ...record.result, ...change } };
    const [row] = await submittedRows([{ ...run, record: changed }]);
    return checkValidation(row, { where: "mine", most }).map((each) =>
      Object.values(each).slice(1)
    );
  };
  assertEquals(await found({}), [["good", "mine", "at most 3 calls a run, of 3"]]);
  assertEquals(await found({}, 2), [["bad", "mine, seed 4", "3 calls, expected at most 2"]]);
  assertEquals(await found({ validationValues: [0.1, null, 0.2] }), await found({}));
  const said = "2 values, expected one for each of 3 calls";
  assertEquals(await found({ validationValues: [0.1, 0.2] }), [["bad", "mine, seed 4", said]]);
});
