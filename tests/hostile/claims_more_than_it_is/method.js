// Tries to look better by what it says of itself: logits, the variant of a paper, somebody's
// citation, the base of another.
// Has to: finish, and be marked by its scores: what it says is shown, and changes no mark.
import { candidateLists } from "@permafrost/bench/method";

export default {
  meta: {
    ...{
      contract: 1,
      id: "claims_more_than_it_is",
      version: "1.0.0",
      title: "claims_more_than_it_is",
    },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
    ...{ variant: "paper", logits: true, singleDomain: "popularity" },
    citation: "Rendle et al., Factorizing personalized Markov chains, WWW 2010",
  },
  defaults: {},
  fit({ catalogue }) {
    return Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    });
  },
};
