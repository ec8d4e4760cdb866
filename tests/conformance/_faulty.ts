import markov from "../../methods/markov/method.ts";
import type { FitContext, Method, Scorer, TrainView } from "../../plugins/contract/mod.ts";
import { conformance } from "../../plugins/conformance/conformance.ts";

/** What the suite is told about `markov`. */
export const OPTIONS = {
  id: "markov",
  readme: '| `from` | `"domain"` | why |\n| `popularityWeight` | 0.5 | why |',
  device: "cpu",
  tensorCount: () => 0,
  quick: {},
  thorough: {},
} as const;

/** The cases that a method fails, by name. */
export async function failed(method: Method, options = {}): Promise<string[]> {
  const names: string[] = [];
  await using suite = conformance(method, { ...OPTIONS, ...options });
  for (const { name, run } of suite.cases) {
    await run().catch(() => names.push(name));
  }
  return names;
}

/** `markov` with a fault: `wrap` makes a faulty scorer of its good one. */
export function faulty(
  wrap: (scorer: Scorer, train: TrainView, context: FitContext) => Scorer | Promise<Scorer>,
): Method {
  return {
    ...markov,
    async fit(train, config, context) {
      const scorer = await markov.fit(train, { ...markov.defaults, ...config }, context);
      return wrap(scorer, train, context);
    },
  };
}
