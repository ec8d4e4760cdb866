import { metricByName } from "../metrics/metric_by_name.ts";
import { mark } from "./_format.ts";
import type { Verdict } from "./schema/leaderboard.ts";

const TITLES: Readonly<Record<Verdict["id"], string>> = {
  "ids-predict-targets": "ids predict targets",
  "order-leaking": "order-leaking",
  "pool-leaks": "pool leaks",
};

/** The verdicts with their evidence, a comparison a line. */
export function verdictLines(verdicts: readonly Verdict[], metrics: readonly string[]): string[] {
  const judged = metrics.find((name) => /^(rank|share)$/.test(metricByName(name).kind));
  const missing = judged === undefined
    ? "no metric of the protocol has a value per case"
    : "a control that it needs was not run";
  const lines = verdicts.flatMap(({ id, state, evidence }) => {
    const said = { yes: "YES", no: "no", unknown: "?" }[state];
    const start = `${TITLES[id].padEnd(20)} ${said.padEnd(4)}`;
    const compared = evidence.map(({ control, against, slice, effect, standardError, wins }) => {
      const sign = effect < 0 ? "" : "+", where = slice === null ? "" : ` on ${slice}`;
      const text = `${control} − ${against}${where}`;
      return `${text.padEnd(36)} ${sign}${mark(effect)} ± ${mark(standardError)}${
        wins ? " !" : ""
      }`;
    });
    const shown = compared.length > 0 ? compared : [missing];
    return shown.map((text, i) => `${i === 0 ? start : " ".repeat(start.length)} ${text}`);
  });
  if (lines.length === 0) return [];
  return [
    `Verdicts (${judged ?? metrics[0]}, effect ± standard error, ! = over 3 of them)`,
    ...lines,
  ];
}
