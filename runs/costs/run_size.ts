import type { Protocol } from "../../protocols/protocol.ts";
import type { RunSize } from "./known_cost.ts";

/**
 * How large a run is, from what its task counts and its config says of epochs.
 *
 * @param protocol its candidates say how many scores a case takes
 * @param of `counts`: the task's; `items` and `domains`: numbers of the task; `config`: the run's
 *
 * @example
 * ```ts
 * import { loadProtocol } from "../../protocols/load_protocol.ts";
 * import { runSize } from "./run_size.ts";
 * const { protocol } = await loadProtocol("leave-one-out-99@1");
 * const counts = { trainingEvents: 1000, validationCases: 50, testCases: 100 };
 * const size = runSize(protocol, { counts, items: 10, domains: 1, config: { epochs: 3 } });
 * if (size.fitted !== 3000 || size.scored !== 10000) throw new Error("another size");
 * ```
 */
export function runSize(
  { candidates }: Pick<Protocol, "candidates">,
  of: {
    readonly counts: Readonly<Record<string, number>>;
    readonly items: number;
    readonly domains: number;
    readonly config: Readonly<Record<string, unknown>>;
  },
): RunSize {
  const { counts: { trainingEvents: events = 0, validationCases = 0, testCases = 0 } } = of;
  const epochs = typeof of.config.epochs === "number" ? of.config.epochs : 1;
  const perCase = scoresPerCase(candidates, of);
  return {
    fitted: events * epochs,
    validated: validationCases * perCase * epochs,
    scored: testCases * perCase,
    events,
  };
}

function scoresPerCase(
  candidates: Protocol["candidates"],
  { items, domains }: { readonly items: number; readonly domains: number },
): number {
  switch (candidates.kind) {
    case "sampled":
      return candidates.count + 1;
    case "full":
      return items / domains;
    case "shown":
      return 1;
  }
  return candidates satisfies never;
}
