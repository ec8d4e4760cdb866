import { RandomStream } from "../../core/random_stream.ts";
import { kMeansCluster } from "simple-statistics";

const RESTARTS = 20;

/**
 * A cluster per point by K-means: the best of 20 starts from random points, by the sum of squared
 * distances. A start that loses a cluster on the way does not count.
 *
 * @throws {RangeError} if every start does
 */
export function clusters(
  points: number[][],
  { number, seed }: { readonly number: number; readonly seed: number },
): number[] {
  const random = RandomStream.from(seed, "k-means");
  let best: number[] | undefined, least = Infinity;
  for (let start = 0; start < RESTARTS; start++) {
    let found: ReturnType<typeof kMeansCluster>;
    try {
      found = kMeansCluster(points, number, () => random.float());
    } catch {
      continue;
    }
    const { labels, centroids } = found;
    const squares = points.reduce((sum, point, at) => {
      const centroid = centroids[labels[at]];
      return sum + point.reduce((part, value, i) => part + (value - centroid[i]) ** 2, 0);
    }, 0);
    if (squares >= least) continue;
    least = squares;
    best = labels;
  }
  if (best === undefined) {
    throw new RangeError(
      `Cannot cluster ${points.length} points: every start lost one of ${number} clusters`,
    );
  }
  return best;
}
