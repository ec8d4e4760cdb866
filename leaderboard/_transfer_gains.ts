import { partMarks, type PartRow } from "./_parts.ts";
import type { LeaderboardRow } from "./schema/leaderboard.ts";
import type { DomainGain, MetricGain } from "./schema/transfer_gain.ts";

/**
 * The transfer gains of a row: per domain that the method was also trained on alone.
 *
 * @param alone its rows on single domains
 */
export function transferGains(
  row: LeaderboardRow,
  alone: readonly PartRow[],
): Record<string, DomainGain> {
  const gains: Record<string, DomainGain> = {};
  for (const part of alone) {
    const [name] = part.domains, marks = row.domains[name];
    const seeds = part.results.map(({ seed }) => seed).filter((seed) => row.seeds.includes(seed));
    if (seeds.length === 0 || !marks) continue;
    const single = partMarks(part, seeds).domains[name];
    const metrics = Object.entries(single.metrics)
      .filter(([metric]) => Object.hasOwn(marks.metrics, metric))
      .map(([metric, { values, mean }]): [string, MetricGain] => {
        const all = seeds.map((seed) => marks.metrics[metric].values[row.seeds.indexOf(seed)]);
        const together = all.reduce((sum, value) => sum + value, 0) / all.length;
        return [metric, { alone: values, gain: mean === 0 ? null : (together - mean) / mean }];
      });
    const { config } = part.results[0];
    gains[name] = { seeds, config, metrics: Object.fromEntries(metrics) };
  }
  return gains;
}
