import type { SubmissionCheck } from "../schema/submission.ts";
import type { StoredRun } from "../stored_run.ts";

/**
 * Whether runs called `validate` no more often than they may, and kept what each call gave.
 *
 * @param most calls that a run may make
 *
 * @example
 * ```ts
 * import example from "../schema/record.example.json" with { type: "json" };
 * import { parseRecord } from "../schema/parse_record.ts";
 * import { checkValidation } from "./check_validation.ts";
 * const runs = [{ record: parseRecord(JSON.stringify(example)) }]; // of 3 calls
 * const [few, many] = [3, 2].map((most) => checkValidation({ runs }, { where: "mine", most })[0]);
 * if (few.state !== "good" || many.state !== "bad") throw new Error("not counted");
 * ```
 */
export function checkValidation(
  { runs }: { readonly runs: readonly Pick<StoredRun, "record">[] },
  { where, most }: { readonly where: string; readonly most: number },
): SubmissionCheck[] {
  const bad = runs.flatMap(({ record: { result } }): SubmissionCheck[] => {
    const { validationCalls: calls, validationValues: values, seed } = result;
    const line = { check: "validation", state: "bad", where: `${where}, seed ${seed}` } as const;
    return [
      ...calls > most ? [{ ...line, said: `${calls} calls, expected at most ${most}` }] : [],
      ...values && values.length !== calls
        ? [{ ...line, said: `${values.length} values, expected one for each of ${calls} calls` }]
        : [],
    ];
  });
  if (bad.length > 0) return bad;
  const calls = Math.max(...runs.map(({ record }) => record.result.validationCalls));
  const said = `at most ${calls} calls a run, of ${most}`;
  return [{ check: "validation", state: "good", where, said }];
}
