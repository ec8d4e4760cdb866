import { mark } from "./_format.ts";
import { type TextColumn, textTable } from "./_text_table.ts";
import type { BaselineTests } from "./schema/comparison.ts";

/** The tests of one metric, and what each row is called. */
export interface NamedTests {
  readonly name: string;
  readonly tests: BaselineTests;
}

/**
 * A table of tests of one metric.
 *
 * @param difference what stands above the differences
 */
export function testTable(
  found: readonly NamedTests[],
  { difference, width }: { readonly difference: string; readonly width: number },
): string[] {
  const column = (head: string, cell: (tests: BaselineTests) => string): TextColumn => ({
    head,
    cells: found.map(({ tests }) => cell(tests)),
  });
  const columns = found.some(({ tests }) => tests.bootstrap)
    ? [
      column("95 %", ({ bootstrap }) => {
        const [low, high] = bootstrap?.interval ?? [];
        return low === undefined || high === undefined ? "–" : `${mark(low)} – ${mark(high)}`;
      }),
      column("p, bootstrap", ({ bootstrap }) => odds(bootstrap?.corrected)),
    ]
    : [
      column("p, t", ({ t }) => odds(t?.corrected)),
      column("p, Wilcoxon", ({ wilcoxon }) => odds(wilcoxon?.corrected)),
    ];
  const names = { head: "paired, over users", cells: found.map(({ name }) => name) };
  const differences = column(
    difference,
    ({ difference: of }) => of === null ? "–" : (of < 0 ? "" : "+") + mark(of),
  );
  return textTable([names, differences, ...columns], width);
}

function odds(p: number | undefined): string {
  if (p === undefined) return "–";
  return p < 0.0005 ? "< .001" : p.toFixed(3).replace(/^0/, "");
}
