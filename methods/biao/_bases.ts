import { type ClickNetwork, conetNetwork, daslNetwork, minetNetwork } from "@permafrost/bench/nn";

/** What a network is for: the sizes of its inputs, and the seed of its start weights. */
interface Inputs {
  readonly userSize: number;
  readonly itemSize: number;
  readonly seed: number;
}

/** Sizes, of each the defaults of the base's own method. */
const CONET = { hiddenSize: 64, layers: 4 };
const MINET = {
  ...{ targetLength: 10, sourceLength: 20, attentionSize: 64, transferSize: 10 },
  ...{ firstHiddenSize: 256, secondHiddenSize: 128 },
};
const DASL = {
  ...{ historyLength: 10, stateSize: 32, attentionSize: 20 },
  ...{ firstHiddenSize: 80, secondHiddenSize: 40, mappingWeight: 0.1 },
};

/** The networks that BIAO can be put around, by name: any that has a loss per source behaviour. */
export const bases = {
  conet: (inputs: Inputs): ClickNetwork => conetNetwork({ ...inputs, ...CONET, source: true }),
  minet: (inputs: Inputs): ClickNetwork => minetNetwork({ ...inputs, ...MINET, source: true }),
  dasl: (inputs: Inputs): ClickNetwork => daslNetwork({ ...inputs, ...DASL, source: true }),
} as const;

/** The name of one of them. */
export type Base = keyof typeof bases;
