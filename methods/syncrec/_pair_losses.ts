import type { Tensor } from "@permafrost/bench/nn";
import type { SyncrecConfig } from "./method.ts";

/**
 * l_t of equations 8 and 9, with the minus that they lack: −log σ(positive − negative), the mean over a
 * positive's negatives. `bpr` compares products; `probability-bpr` σ of them, P in the paper, so that a
 * loss lies between .31 and 1.31, and has no slope where both are near 1.
 *
 * @param states `n × size`
 * @param options `positive`: item vectors, `n × size`; `negative`: `n × negatives × size`
 * @returns `n`
 */
export function pairLosses(
  states: Tensor,
  { positive, negative, loss }: {
    positive: Tensor;
    negative: Tensor;
    loss: SyncrecConfig["loss"];
  },
): Tensor {
  const told = states.mul(positive).sum(-1).expandDims(1);
  const other = states.expandDims(1).mul(negative).sum(-1);
  const apart = loss === "bpr" ? other.sub(told) : other.sigmoid().sub(told.sigmoid());
  return apart.softplus().mean(1);
}
