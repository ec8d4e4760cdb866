import type { PaperColumn, PaperRow, PaperTable } from "../schema/paper.ts";
import type { PaperViolation } from "./check_paper.ts";

/** Metrics of which the first is never above the second, and the rule's name. */
const ORDERED = [
  ["HR@5", "HR@10", "hr-cut"],
  ["NDCG@5", "NDCG@10", "ndcg-cut"],
  ["NDCG@5", "HR@5", "ndcg-hr"],
  ["NDCG@10", "HR@10", "ndcg-hr"],
  ["r-NDCG@K%", "Recall@K%", "ndcg-hr"],
  ["MRR@10", "NDCG@10", "mrr-ndcg"],
] as const;

const STEP = ["HR@5", "HR@10", "NDCG@5", "NDCG@10"] as const;

/** Values that are out of range, too long, or in an order that no ranking gives. */
export function orderViolations({ table, columns, rows }: PaperTable): PaperViolation[] {
  const isValue = ({ kind }: PaperColumn) => kind === "value";
  return rows.filter(({ kind }) => kind === undefined).flatMap((row) => {
    const tell = (check: string, at: number[], found: string): PaperViolation => ({
      table,
      check,
      row: row.method,
      columns: at,
      found,
    });
    const single = columns.flatMap((column, at) => {
      const value = row.values[at], most = column.unit === "percent" ? 100 : 1, found = [];
      if (value === null) return [];
      if (isValue(column) && (value < 0 || value > most)) {
        found.push(tell("range", [at], `${value}, expected 0 … ${most}`));
      }
      if (Number(value.toFixed(column.decimals)) !== value) {
        found.push(tell("decimals", [at], `${value}, expected ${column.decimals} digits`));
      }
      return found;
    });
    const groups = Map.groupBy(
      columns.keys().filter((at) => isValue(columns[at])),
      (at) => JSON.stringify([columns[at].dataset, columns[at].domain, columns[at].setting]),
    );
    const several = [...groups.values()].flatMap((group) => {
      const find = placesOf(group, columns);
      const ordered = ORDERED.flatMap(([low, high, check]) => {
        const at = find([low, high]), [less, more] = read(row, at);
        if (less === undefined || less <= more) return [];
        return [tell(check, at, `${low} ${less} above ${high} ${more}`)];
      });
      const at = find(STEP), [hr5, hr10, ndcg5, ndcg10] = read(row, at);
      if (hr5 === undefined) return ordered;
      const step = ndcg10 - ndcg5, [least, most] = steps(hr10 - hr5, columns[at[0]].decimals);
      if (step >= least && step <= most) return ordered;
      const found = `NDCG rises by ${step.toFixed(3)}, expected ${least.toFixed(3)} … ` +
        `${most.toFixed(3)} from HR's rise`;
      return [...ordered, tell("ndcg-step", at, found)];
    });
    return [...single, ...several];
  });
}

/** Where metrics stand in a group of columns; empty unless all do. */
function placesOf(
  group: readonly number[],
  columns: readonly PaperColumn[],
): (metrics: readonly string[]) => number[] {
  return (metrics) => {
    const at = metrics.map((metric) => group.find((each) => columns[each].metric === metric) ?? -1);
    return at.includes(-1) ? [] : at;
  };
}

/** The values at these places; empty unless the text has all. */
function read(row: PaperRow, at: readonly number[]): number[] {
  const values = at.flatMap((each) => row.values[each] ?? []);
  return values.length === at.length ? values : [];
}

/** How much NDCG can rise from 5 to 10 if HR rises by so much: all at rank 10, or all at rank 6. */
function steps(rise: number, decimals: number): [least: number, most: number] {
  // Two rounded numbers on either side.
  const slack = 10 ** -decimals, tiny = 1e-9;
  const discount = (rank: number) => 1 / Math.log2(rank + 1);
  return [
    (rise - slack) * discount(10) - slack - tiny,
    (rise + slack) * discount(6) + slack + tiny,
  ];
}
