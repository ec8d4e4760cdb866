import type { KnownCost, RunSize } from "./known_cost.ts";

/** What a run will cost, as far as that is known. */
export interface CostEstimate {
  /** Seconds of a whole run. */
  readonly seconds: number;
  /** Seconds of a trial: without the test cases. */
  readonly trialSeconds: number;
  /** Peak memory of its process in bytes. */
  readonly memoryBytes: number;
  /** Where the estimate comes from, for people. */
  readonly from: string;
}

/** What a process takes that has learned nothing yet. */
const BASE_MEMORY = 45e6;

/**
 * What a run will cost: the mean of what runs of the method on the very task cost, else what its run
 * nearest in size cost, scaled: fitting by events × epochs, validation and scoring by scores, memory
 * above that of an empty process by events, and never down: much of it is the engine's. What else a
 * config changes is not reckoned with; a method that stops early takes less than its epochs.
 *
 * @param asked `method`, `device`, `fingerprint` and `size` of the run
 * @param known first choice: of the results folder; `measured`: figures that come with the suite
 * @returns undefined if nothing is known of the method on that device
 *
 * @example
 * ```ts
 * import { estimateCost } from "./estimate_cost.ts";
 * const size = { fitted: 1000, validated: 0, scored: 100, events: 1000 };
 * const seconds = { start: 1, fit: 10, validate: 0, score: 1 }, memoryBytes = 145e6;
 * const run = { method: "knn", device: "wasm", fingerprint: "a", about: "mine", size };
 * const known = [{ ...run, seconds, memoryBytes }];
 * const twice = { fitted: 2000, validated: 0, scored: 200, events: 2000 };
 * const cost = estimateCost({ ...run, fingerprint: "b", size: twice }, { known, measured: [] });
 * if (cost?.seconds !== 23 || cost.memoryBytes !== 245e6) throw new Error("not twice the work");
 * ```
 */
export function estimateCost(
  asked: Pick<KnownCost, "method" | "device" | "fingerprint" | "size">,
  { known, measured }: {
    readonly known: readonly KnownCost[];
    readonly measured: readonly KnownCost[];
  },
): CostEstimate | undefined {
  const isOf = ({ method, device }: KnownCost): boolean =>
    method === asked.method && device === asked.device;
  const own = known.filter(isOf),
    same = own.filter((each) =>
      each.fingerprint === asked.fingerprint && each.size.fitted === asked.size.fitted
    );
  if (same.length > 0) {
    const runs = same.length === 1 ? "1 run" : `${same.length} runs`;
    return mean(same.map((each) => scaled(each, asked.size)), `${runs} of this task`);
  }
  const recorded = nearest(own, asked.size);
  if (recorded) {
    return mean([scaled(recorded, asked.size)], `a run on ${recorded.about}, scaled`);
  }
  const figure = nearest(measured.filter(isOf), asked.size);
  return figure && mean([scaled(figure, asked.size)], `figures for ${figure.about}, scaled`);
}

/** The one whose fitting was nearest in size, by ratio; the first of equals. */
function nearest(costs: readonly KnownCost[], size: RunSize): KnownCost | undefined {
  const distance = ({ size: { fitted } }: KnownCost): number => {
    const ratio = Math.max(1, fitted) / Math.max(1, size.fitted);
    return Math.max(ratio, 1 / ratio);
  };
  return costs.toSorted((a, b) => distance(a) - distance(b))[0];
}

function scaled({ seconds, memoryBytes, size: of }: KnownCost, to: RunSize): Cost {
  const by = (part: keyof RunSize): number => of[part] > 0 ? to[part] / of[part] : 1;
  const trial = seconds.start + seconds.fit * by("fitted") + seconds.validate * by("validated");
  const above = Math.max(0, memoryBytes - BASE_MEMORY) * Math.max(1, by("events"));
  return {
    trialSeconds: trial,
    seconds: trial + seconds.score * by("scored"),
    memoryBytes: Math.min(memoryBytes, BASE_MEMORY) + above,
  };
}

type Cost = Omit<CostEstimate, "from">;

/** Mean seconds, most memory. */
function mean(costs: readonly Cost[], from: string): CostEstimate {
  const of = (part: (cost: Cost) => number): number =>
    costs.reduce((sum, cost) => sum + part(cost), 0) / costs.length;
  return {
    seconds: of(({ seconds }) => seconds),
    trialSeconds: of(({ trialSeconds }) => trialSeconds),
    memoryBytes: Math.max(...costs.map(({ memoryBytes }) => memoryBytes)),
    from,
  };
}
