import type { ConformanceCase } from "./conformance.ts";
import { scoreAll } from "./_score_all.ts";
import type { Query } from "./build_query_batch.ts";
import type { Subject } from "./_subject.ts";

/** Input that a method may not have thought of: it has to score it, with numbers or NaN. */
export function inputCases({ shared, task }: Subject): ConformanceCase[] {
  const { catalogue, events } = task.train;
  const isCold = (item: number) => !events.item.includes(item);
  const scores = (name: string, choose: (query: Query) => boolean): ConformanceCase => ({
    name,
    async run() {
      const { scorer } = await shared();
      await scoreAll(scorer, task.queries.filter(choose), { task });
    },
  });
  return [
    scores("scores an unknown user", ({ user }) => user === -1),
    scores("scores a user whom training knows", ({ user }) => user >= 0),
    scores("scores an empty history", ({ history }) => history.length === 0),
    scores("scores a history that training never met", ({ history }) => history.every(isCold)),
    scores("scores candidates that training never met", (q) => q.candidates.some(isCold)),
    scores("scores histories of every length at once", () => true),
    {
      name: "scores a history of one domain for another",
      async run() {
        const { itemDomain, domains } = catalogue;
        const queries = task.queries.map((query) => ({
          ...query,
          history: query.history.filter((item) =>
            domains.length === 1 || itemDomain[item] !== query.domain
          ),
        }));
        const { scorer } = await shared();
        await scoreAll(scorer, queries, { task });
      },
    },
  ];
}
