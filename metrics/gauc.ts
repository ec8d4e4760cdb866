import { pairCounts } from "./_pair_counts.ts";
import { sortedRows } from "./_sorted_rows.ts";
import type { BoundedMark, RowMetric, Rows } from "./metric.ts";

/**
 * Group AUC: GAUC = Σ w_u AUC_u / Σ w_u over the users that have rows of both labels, each in each
 * of its domains; AUC_u is that of `auc.ts` over the user's rows in the domain, and the weight w_u
 * the number of its positives among them.
 *
 * Source: Zhu et al., "Optimized cost per click in Taobao display advertising" (KDD 2017), with the
 * weight of Lin et al., "Mixed attention network for cross-domain sequential recommendation" (WSDM
 * 2024), appendix A.4: "the weight is his/her click number".
 *
 * Conventions: a tied pair counts half, in the bounds 1 and 0; rows without a score (NaN) are one
 * tie block below all others; where no user has both labels there is no value (not ½).
 *
 * @example
 * ```ts
 * import { gauc } from "./gauc.ts";
 * const { mark } = gauc().over({
 *   score: new Float32Array([2, 1, 0, 5, 9]),
 *   label: new Uint8Array([1, 1, 0, 1, 0]),
 *   user: new Uint32Array([7, 7, 7, 8, 8]),
 *   domain: new Uint8Array(5),
 * });
 * if (mark?.value !== (2 * 1 + 1 * 0) / 3) throw new Error("not two users' mean by their positives");
 * ```
 */
export function gauc(): RowMetric {
  return {
    kind: "rows",
    name: "GAUC",
    over(rows) {
      const { stratum, user } = byUser(rows);
      const counts = pairCounts(sortedRows(rows, stratum, user.length));
      const { above, tied, positives, negatives } = counts;
      // A user drawn twice brings twice the positives and the same AUC_u.
      const mark = (weight: (user: number) => number): BoundedMark | null => {
        let value = 0, optimistic = 0, pessimistic = 0, weights = 0;
        for (let s = 0; s < user.length; s++) {
          if (positives[s] === 0 || negatives[s] === 0) continue;
          const times = weight(user[s]), pairs = positives[s] * negatives[s];
          value += times * positives[s] * ((above[s] + tied[s] / 2) / pairs);
          optimistic += times * positives[s] * ((above[s] + tied[s]) / pairs);
          pessimistic += times * positives[s] * (above[s] / pairs);
          weights += times * positives[s];
        }
        if (weights === 0) return null;
        return {
          value: value / weights,
          optimistic: optimistic / weights,
          pessimistic: pessimistic / weights,
        };
      };
      return {
        mark: mark(() => 1),
        resampled: (times) => mark((user) => times[user])?.value ?? NaN,
      };
    },
  };
}

/** A stratum per user and domain, in the order in which rows first meet them. */
function byUser({ user, domain }: Rows): { stratum: Uint32Array; user: number[] } {
  const met = new Map<number, number>(), users: number[] = [];
  const stratum = new Uint32Array(user.length);
  for (let row = 0; row < user.length; row++) {
    const key = user[row] * 256 + domain[row], known = met.get(key);
    stratum[row] = known ?? users.length;
    if (known !== undefined) continue;
    met.set(key, users.length);
    users.push(user[row]);
  }
  return { stratum, user: users };
}
