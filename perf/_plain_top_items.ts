/**
 * The names of the 20 best scores in plain JavaScript, as `runs/` chose them before a kernel did: what
 * `ranking.ts` compares with. Equal scores stand by ascending name, NaN is left out.
 */
export function plainTopItems(
  scores: Float32Array,
  { skip, names }: { skip: readonly number[]; names: Uint32Array },
): Uint32Array {
  const items = new Uint32Array(20).fill(0xffffffff);
  const best = new Float32Array(20);
  let length = 0, nextSkip = 0;
  for (let at = 0; at < scores.length; at++) {
    if (skip[nextSkip] === at) {
      nextSkip++;
      continue;
    }
    const score = scores[at];
    if (!(length < 20 ? score === score : score >= best[19])) continue;
    const item = names[at];
    if (length === 20 && score === best[19] && item > items[19]) continue;
    let place = length < 20 ? length++ : 19;
    for (; place > 0; place--) {
      const above = best[place - 1];
      if (above > score || (above === score && items[place - 1] < item)) break;
      best[place] = above;
      items[place] = items[place - 1];
    }
    best[place] = score;
    items[place] = item;
  }
  return items;
}
