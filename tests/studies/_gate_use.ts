import type { Tundra } from "../../datasets/synthetic/tundra.ts";
import { gateShares } from "../../methods/syncrec/gate_shares.ts";
import syncrec, { type SyncrecConfig } from "../../methods/syncrec/method.ts";
import { fitHere } from "./_fit_here.ts";

/** What a task's gate gives the experts. */
export interface GateUse {
  /** "cross", or a domain's name. */
  readonly task: string;
  /** Mean share of each expert over users. */
  readonly shares: readonly number[];
  /** Mean over users of the entropy of their shares, as a part of that of equal ones. */
  readonly entropy: number;
}

/** Fits SyNCRec and tells what its gates give the experts at the end of every user's training events. */
export async function gateUse(
  { corpus }: Pick<Tundra, "corpus">,
  options: { protocol: string; seed: number; config: Partial<SyncrecConfig> },
): Promise<GateUse[]> {
  const { view, context } = await fitHere(corpus, options);
  const config = { ...syncrec.defaults, ...options.config }, { experts } = config;
  const scorer = await syncrec.fit(view, config, context), weights = await scorer.save?.();
  if (weights === undefined) throw new TypeError("Cannot study SyNCRec: it saved nothing");
  const tasks = ["cross", ...corpus.catalogue.domains.keys()] as const, use: GateUse[] = [];
  for (const task of tasks) {
    const ask = { catalogue: view.catalogue, config, histories: view.events, task };
    const shares = await gateShares(weights, ask), users = shares.length / experts;
    const mean = new Array<number>(experts).fill(0);
    let entropy = 0;
    shares.forEach((share, at) => {
      mean[at % experts] += share / users;
      if (share > 0) entropy -= share * Math.log(share) / Math.log(experts) / users;
    });
    use.push({
      task: task === "cross" ? task : corpus.catalogue.domains[task],
      shares: mean,
      entropy,
    });
  }
  return use;
}
