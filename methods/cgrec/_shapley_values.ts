import type { Tensor } from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";

/**
 * The Shapley values of a game of n players, exactly:
 * φ(d) = Σ_{S ∌ d} |S|! (n − |S| − 1)! / n! · (v(S ∪ {d}) − v(S)).
 * They sum to v(all) − v(∅). Time and memory grow as 2ⁿ.
 *
 * Source: Shapley, "A value for n-person games" (Contributions to the Theory of Games II, 1953).
 *
 * @param worth v of every coalition, `2ⁿ`: that of the players whose bits are set in the index
 * @returns φ, a number per player
 * @throws {RangeError} if there are not 2ⁿ coalitions of at least one player
 */
export function shapleyValues(worth: Tensor): Tensor {
  const coalitions = worth.size, players = Math.round(Math.log2(coalitions));
  if (worth.rank !== 1 || players < 1 || 2 ** players !== coalitions) {
    throw new RangeError(
      `Cannot share out worths of shape [${worth.shape}]: expected 2, 4, 8, … coalitions`,
    );
  }
  const shares = tf.tensor2d(sharesOf(players), [players, coalitions]);
  return tf.matMul(shares, worth.reshape([coalitions, 1])).reshape([players]);
}

/** How much of v(S) goes into φ(d), `players × coalitions`: less than 0 where d is not in S. */
function sharesOf(players: number): Float32Array {
  const shares = new Float32Array(players * 2 ** players), orders = factorial(players);
  for (let coalition = 0; coalition < 2 ** players; coalition++) {
    let members = 0;
    for (let player = 0; player < players; player++) members += coalition >> player & 1;
    for (let player = 0; player < players; player++) {
      const isMember = (coalition >> player & 1) === 1;
      // Orders of all players in which those of S, but for d, come first and d comes next.
      const before = isMember ? members - 1 : members;
      const chance = factorial(before) * factorial(players - before - 1) / orders;
      shares[player * 2 ** players + coalition] = isMember ? chance : -chance;
    }
  }
  return shares;
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
