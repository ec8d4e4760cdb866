import type { Paper, PaperRow, PaperTable } from "../schema/paper.ts";
import type { PaperViolation } from "./check_paper.ts";

/** Stated improvements that do not follow from the cells that they are of. */
export function improvementViolations(table: PaperTable, paper: Paper): PaperViolation[] {
  return [...ofRows(table), ...ofRelaImpr(table, paper), ...ofUnprinted(table, paper)];
}

/** Rows: the best of some rows over the best of others. */
function ofRows(table: PaperTable): PaperViolation[] {
  const { columns, rows } = table;
  return rows.filter(({ kind }) => kind === "improvement").flatMap((row) =>
    columns.flatMap((_, at) => {
      const best = (names: readonly string[] = []) =>
        Math.max(
          ...rows.filter(({ method }) => names.includes(method))
            .map(({ values }) => values[at] ?? NaN),
        );
      return told(row, { table, at, computed: 100 * (best(row.best) / best(row.over) - 1) });
    })
  );
}

/** Columns of RelaImpr: each against the AUC before it, and that of the row's base. */
function ofRelaImpr(table: PaperTable, paper: Paper): PaperViolation[] {
  const { columns, rows } = table;
  return rows.flatMap((row) => {
    const home = paper.tables.find(({ table }) => table === row.base?.table);
    const base = home?.rows.find(({ method }) => method === row.base?.method);
    return columns.flatMap(({ dataset, domain, metric }, at) => {
      if (metric !== "RelaImpr") return [];
      const place = (of: PaperTable["columns"] = []) =>
        of.findIndex((each) =>
          each.dataset === dataset && each.domain === domain && each.metric === "AUC"
        );
      const auc = row.values[place(columns)], single = base?.values[place(home?.columns)];
      const computed = 100 * ((auc ?? NaN) - 0.5) / ((single ?? NaN) - 0.5) - 100;
      return told(row, { table, at, computed });
    });
  });
}

/** Where a computed improvement is not the printed one. */
function told(
  { method: row, values }: PaperRow,
  { table: { table, columns }, at, computed }: {
    table: PaperTable;
    at: number;
    computed: number;
  },
): PaperViolation[] {
  const printed = values[at], { decimals } = columns[at];
  if (printed === null || Math.abs(computed - printed) <= 0.5 * 10 ** -decimals + 1e-9) return [];
  const found = `${printed} %, expected ${computed.toFixed(decimals)} %`;
  return [{ table, check: "improvement", row, columns: [at], found }];
}

/** Columns over a base that is not printed: rows that disagree with the base that most rows imply. */
function ofUnprinted(table: PaperTable, paper: Paper): PaperViolation[] {
  return table.columns.flatMap(({ kind, metric, dataset, domain, decimals }, at) => {
    if (kind !== "improvement" || metric === "RelaImpr") return [];
    const bases = table.rows.flatMap((row) => {
      const value = printedValue(paper, { method: row.method, dataset, domain, metric });
      const printed = row.values[at];
      if (value === undefined || printed === null) return [];
      const half = 0.5 * 10 ** -value.decimals, halfGain = 0.5 * 10 ** -decimals;
      return [{
        row: row.method,
        printed,
        low: (value.value - half) / (1 + (printed + halfGain) / 100),
        high: (value.value + half) / (1 + (printed - halfGain) / 100),
      }];
    });
    const agreeing = bases.map(({ low }) =>
      bases.filter((each) => each.low <= low && low <= each.high)
    );
    const most = agreeing.reduce((a, b) => b.length > a.length ? b : a, []);
    return bases.filter((each) => !most.includes(each)).map(({ row, printed, low, high }) => ({
      table: table.table,
      check: "improvement",
      row,
      columns: [at],
      found: `${printed} %, of a base of ${((low + high) / 2).toFixed(3)}, expected one of ` +
        Math.max(...most.map((each) => each.low)).toFixed(3),
    }));
  });
}

/** The cell of another table that holds this value. "MRR" is short for MRR@10. */
function printedValue(
  { tables }: Paper,
  { method, dataset, domain, metric }: Record<"method" | "dataset" | "domain" | "metric", string>,
): { value: number; decimals: number } | undefined {
  for (const { columns, rows } of tables) {
    const at = columns.findIndex((column) =>
      column.kind === "value" && column.dataset === dataset && column.domain === domain &&
      (column.metric === metric || column.metric === `${metric}@10`)
    );
    const value = rows.find((row) => row.method === method)?.values[at] ?? null;
    if (value !== null) return { value, decimals: columns[at].decimals };
  }
  return undefined;
}
