import type { Protocol } from "../../protocols/protocol.ts";
import type { Draws } from "./_draws.ts";
import type { Event } from "./_model.ts";

/** What a case ranks, the answer first: docs/protocols/draws.md, "Candidates". */
export function candidates(
  answer: Event,
  { kind, pool, before, history, draws }: {
    kind: Protocol["candidates"];
    /** Items of the case's pool, in order. */
    pool: readonly string[];
    /** The user's events before the answer. */
    before: readonly Event[];
    history: readonly Event[];
    draws: Draws;
  },
): string[] {
  if (kind.kind === "shown") return [answer.item];
  const keeps = kind.kind === "full" && kind.keepHistory === true;
  const barred = new Set(
    [answer, ...keeps ? [] : history].filter(({ domain }) => domain === answer.domain)
      .map(({ item }) => item),
  );
  const open = pool.filter((item) => !barred.has(item));
  if (kind.kind !== "sampled") return [answer.item, ...open];
  const earlier = before.filter(({ domain }) => domain === answer.domain).length;
  const below = draws.candidates(answer.user, answer.domain, earlier);
  if (2 * kind.count >= open.length) {
    for (let i = open.length - 1; i > 0; i--) {
      const j = below(i + 1);
      [open[i], open[j]] = [open[j], open[i]];
    }
    return [answer.item, ...open.slice(0, kind.count)];
  }
  const drawn: string[] = [];
  while (drawn.length < kind.count) {
    const item = pool[below(pool.length)];
    if (open.includes(item) && !drawn.includes(item)) drawn.push(item);
  }
  return [answer.item, ...drawn];
}
