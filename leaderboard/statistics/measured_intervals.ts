import type { Measure } from "../../metrics/metric.ts";
import { acceleratedInterval } from "./accelerated_interval.ts";
import type { CaseGroups } from "./case_groups.ts";
import type { Interval } from "./percentile_interval.ts";
import type { Resamples } from "./resamples.ts";
import { domainUsers } from "./_domain_users.ts";

/**
 * Bootstrap intervals of a metric that is no mean over cases (AUC, GAUC): in each resample every drawn
 * user brings all its rows and the metric is taken anew, averaged over the seeds of a row of the table.
 * `acceleratedInterval()` with acceleration 0: how far a single user moves such a metric is not known.
 *
 * @example
 * ```ts
 * import { auc } from "../../metrics/auc.ts";
 * import { MeasuredIntervals } from "./measured_intervals.ts";
 * import { Resamples } from "./resamples.ts";
 * const group = { name: "a", row: Int32Array.of(0, 1), user: Uint32Array.of(0, 1) };
 * const groups = [{ ...group, cases: Float64Array.of(1, 1) }];
 * const cases = { users: 2, user: Uint32Array.of(0, 1), domains: 1, groups };
 * const measure = auc().over({
 *   ...{ score: Float32Array.of(2, 1, 1, 2), label: Uint8Array.of(1, 0, 1, 0) },
 *   ...{ user: Uint32Array.of(0, 0, 1, 1), domain: new Uint8Array(4) },
 * });
 * const intervals = new MeasuredIntervals(cases, new Resamples(2, "f"));
 * intervals.add({ headline: measure, groups: [measure] });
 * if (intervals.of().headline?.join() !== "0,1") throw new Error("either user may be there alone");
 * ```
 */
export class MeasuredIntervals {
  readonly #cases: CaseGroups;
  readonly #resamples: Resamples;
  readonly #headline: Float64Array;
  readonly #macro: Float64Array;
  readonly #groups: readonly Float64Array[];
  #seeds = 0;

  constructor(cases: CaseGroups, resamples: Resamples) {
    // The last of a series is the metric over the users as they are.
    const series = () => new Float64Array(resamples.number + 1);
    this.#cases = cases;
    this.#resamples = resamples;
    this.#headline = series();
    this.#macro = series();
    this.#groups = cases.groups.map(series);
  }

  /** Takes one seed: what the metric says of the headline cases and of each group, null for no cases. */
  add({ headline, groups }: {
    readonly headline: Measure | null;
    readonly groups: readonly (Measure | null)[];
  }): void {
    this.#seeds++;
    const last = this.#resamples.number, once = new Uint8Array(this.#cases.users).fill(1);
    for (let b = 0; b <= last; b++) {
      const times = b < last ? this.#resamples.times(b) : once;
      this.#headline[b] += headline?.resampled(times) ?? NaN;
      let sum = 0, asked = 0;
      groups.forEach((measure, g) => {
        const value = measure?.resampled(times) ?? null;
        this.#groups[g][b] += value ?? NaN;
        if (g >= this.#cases.domains || value === null) return;
        sum += value;
        asked++;
      });
      this.#macro[b] += sum / asked;
    }
  }

  /** The intervals of the mean over the seeds taken so far; null for a group of one user. */
  of(): { readonly headline: Interval; readonly macro: Interval; readonly groups: Interval[] } {
    const { groups } = this.#cases, { all, least } = domainUsers(this.#cases);
    const last = this.#resamples.number;
    const interval = (series: Float64Array, users: number) => {
      const means = series.map((each) => each / this.#seeds);
      const estimate = means[last], acceleration = 0;
      return acceleratedInterval(means.subarray(0, last), { estimate, users, acceleration });
    };
    return {
      headline: interval(this.#headline, all),
      macro: least > 1 ? interval(this.#macro, all) : null,
      groups: this.#groups.map((series, g) => interval(series, groups[g].user.length)),
    };
  }
}
