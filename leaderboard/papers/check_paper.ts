import type { Paper, PaperCell } from "../schema/paper.ts";
import { bestViolations } from "./_best_violations.ts";
import { densityViolations } from "./_density_violations.ts";
import { improvementViolations } from "./_improvement_violations.ts";
import { orderViolations } from "./_order_violations.ts";

/** Cells that break a rule, and how. */
export interface PaperViolation extends PaperCell {
  /** Number of the table. */
  readonly table: string;
  /** What the cells hold, against what they should. */
  readonly found: string;
}

/**
 * Cells of a paper that cannot all be right: a typing error here, or a slip of the paper.
 *
 * - `range`: a value is outside 0 … 1 (0 … 100 %); `decimals`: it has more digits than its column
 * - `hr-cut`, `ndcg-cut`: it falls from the cut 5 to the cut 10
 * - `ndcg-hr`, `mrr-ndcg`: NDCG is above HR (r-NDCG above Recall), MRR above NDCG of the same cut
 * - `ndcg-step`: NDCG@10 − NDCG@5 is not what HR@10 − HR@5 allows, which is that times a discount
 *   between those of the ranks 6 and 10
 * - `bold`, `underlined`: not the best and the second best of its column in its block; or the best is
 *   not bold where another cell of the block is
 * - `improvement`: does not follow from its cells to the last printed digit. Of RelaImpr those are of
 *   AUC; of other columns of improvements the base is not printed: the rows disagree on it with most.
 * - `density`: density or sparsity does not follow from users, items and events
 *
 * @example
 * ```ts
 * import { checkPaper } from "./check_paper.ts";
 * import { loadPaper } from "./load_paper.ts";
 * const found = checkPaper(await loadPaper("man"));
 * if (found.map(({ row }) => row).join() !== "NATR") throw new Error("not its one slip");
 * ```
 */
export function checkPaper(paper: Paper): PaperViolation[] {
  return [
    ...paper.tables.flatMap((table) => [
      ...orderViolations(table),
      ...bestViolations(table),
      ...improvementViolations(table, paper),
    ]),
    ...densityViolations(paper),
  ];
}
