import type { PaperRow, PaperTable } from "../schema/paper.ts";
import type { PaperViolation } from "./check_paper.ts";

/** Bold cells that are not the best of their column in their block, underlined ones not the second. */
export function bestViolations({ table, columns, rows }: PaperTable): PaperViolation[] {
  const blocks = Map.groupBy(rows.filter(({ kind }) => kind === undefined), ({ block }) => block);
  return [...blocks.values()].flatMap((block) =>
    columns.flatMap((_, at) => {
      const [best, second] = [...new Set(block.flatMap(({ values }) => values[at] ?? []))]
        .sort((a, b) => b - a);
      const tell = ({ method: row, values }: PaperRow, check: string, wanted: string) => ({
        table,
        check,
        row,
        columns: [at],
        found: `${values[at]}, expected ${wanted}`,
      });
      const anyBold = block.some(({ bold }) => bold.includes(at));
      return block.flatMap((row) => [
        ...anyBold && row.bold.includes(at) !== (row.values[at] === best)
          ? [tell(row, "bold", `bold at the best, ${best}`)]
          : [],
        ...row.underlined.includes(at) && row.values[at] !== second
          ? [tell(row, "underlined", `the second best, ${second}`)]
          : [],
      ]);
    })
  );
}
