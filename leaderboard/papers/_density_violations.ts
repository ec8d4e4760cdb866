import type { Paper } from "../schema/paper.ts";
import type { PaperViolation } from "./check_paper.ts";

const STATISTICS = ["density_percent", "sparsity_percent"] as const;

/** Densities and sparsities that are not events / (users × items), to the printed digits. */
export function densityViolations({ datasets }: Paper): PaperViolation[] {
  return datasets.flatMap(({ table, name, users: all, domains }) =>
    STATISTICS.flatMap((statistic) => {
      const digits = Math.max(...domains.map((domain) => decimalsOf(domain[statistic])));
      return domains.flatMap((domain) => {
        const { users = all, items, events, [statistic]: printed } = domain;
        if (typeof printed !== "number" || typeof users !== "number") return [];
        const density = 100 * Number(events) / (users * Number(items));
        const computed = statistic === "density_percent" ? density : 100 - density;
        if (Math.abs(computed - printed) <= 0.5 * 10 ** -digits + 1e-9) return [];
        return [{
          table: table ?? "",
          check: "density",
          row: `${name}: ${domain.name}`,
          columns: [statistic],
          found: `${printed} %, expected ${computed.toFixed(digits + 1)} %`,
        }];
      });
    })
  );
}

function decimalsOf(value: unknown): number {
  return typeof value === "number" ? String(value).split(".")[1]?.length ?? 0 : 0;
}
