import { epochBatches } from "@permafrost/bench/nn";

/**
 * The steps of an epoch, in each as many windows of every domain: equal mass per domain, whatever their
 * sizes. An epoch sees as many windows as there are; those of a domain come by turns, shuffled, so that
 * of a large domain some wait for the next epoch and those of a small one come more than once.
 *
 * @param lengths length per window, by domain, none of them empty
 * @param options `batchSize`: windows per step, at least one of each domain; the run's `seed`; which
 * `epoch` it is
 * @returns windows by domain, step after step; a function of the arguments alone
 */
export function* balancedBatches(
  lengths: readonly Uint32Array[],
  { batchSize, seed, epoch }: { batchSize: number; seed: number; epoch: number },
): Generator<Uint32Array[], void> {
  if (lengths.length === 0) return;
  const share = Math.max(1, Math.floor(batchSize / lengths.length));
  const windows = lengths.reduce((sum, each) => sum + each.length, 0);
  const steps = Math.ceil(windows / (share * lengths.length));
  const passes = lengths.map(() => ({ number: -1, batches: new Array<Uint32Array>() }));
  for (let step = epoch * steps; step < (epoch + 1) * steps; step++) {
    yield lengths.map((own, domain) => {
      const pass = passes[domain], most = Math.ceil(own.length / share);
      const number = Math.floor(step / most);
      if (pass.number !== number) {
        pass.number = number;
        pass.batches = epochBatches(own, { batchSize: share, seed, epoch: number });
      }
      return pass.batches[step % most];
    });
  }
}
