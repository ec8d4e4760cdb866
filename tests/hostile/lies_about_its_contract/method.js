// Tries to be run by a contract that does not exist yet.
// Has to: be refused, with the contract that there is.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{
      contract: 1,
      id: "lies_about_its_contract",
      version: "1.0.0",
      title: "lies_about_its_contract",
    },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
    contract: 2,
  },
  defaults: {},
  fit: ({ catalogue }) =>
    Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    }),
};
