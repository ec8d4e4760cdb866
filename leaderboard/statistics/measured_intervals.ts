import type { Measure } from "../../metrics/metric.ts";
import type { CaseGroups } from "./case_groups.ts";
import { type Interval, percentileInterval } from "./percentile_interval.ts";
import type { Resamples } from "./resamples.ts";

/**
 * Bootstrap intervals of a metric that is no mean over cases (AUC, GAUC): in each resample every drawn
 * user brings all its rows and the metric is taken anew, averaged over the seeds of a row of the table.
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
    const series = () => new Float64Array(resamples.number);
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
    for (let b = 0; b < this.#resamples.number; b++) {
      const times = this.#resamples.times(b);
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
    const { domains, groups } = this.#cases;
    const people = new Set(
      groups.slice(0, domains).flatMap(({ user }) => [...user.subarray(0, 2)]),
    );
    const interval = (series: Float64Array, users: number) =>
      users > 1 ? percentileInterval(series.map((each) => each / this.#seeds)) : null;
    return {
      headline: interval(this.#headline, people.size),
      macro: interval(this.#macro, people.size),
      groups: this.#groups.map((series, g) => interval(series, groups[g].user.length)),
    };
  }
}
