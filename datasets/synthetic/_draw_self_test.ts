import { assert, assertEquals } from "@std/assert";
import { plainConfig } from "./_plain_config.ts";
import { generateTundra } from "./generate_tundra.ts";
import type { Tundra } from "./tundra.ts";

const CORRELATION = [[1, 0.8, 0], [0.8, 1, 0.3], [0, 0.3, 1]];

function correlate(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  let sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
  for (let i = 0; i < n; i++) {
    sa += a[i];
    sb += b[i];
    saa += a[i] * a[i];
    sbb += b[i] * b[i];
    sab += a[i] * b[i];
  }
  return (n * sab - sa * sb) / Math.sqrt((n * saa - sa * sa) * (n * sbb - sb * sb));
}

Deno.test("drawSelf() plants the taste correlation of every pair of domains", () => {
  const config = plainConfig({ users: 2000, groups: 500, correlation: CORRELATION });
  const { taste } = generateTundra(config).truth;
  for (let a = 0; a < 3; a++) {
    for (let b = 0; b < a; b++) {
      const found = correlate(taste[a], taste[b]);
      // 500 groups x 8 clusters carry half of the variance: a standard error below 0.012.
      assert(Math.abs(found - CORRELATION[a][b]) < 0.04, `${a} ${b}: ${found}`);
    }
  }
});

Deno.test("drawSelf() gives the same tastes in domains of correlation 1", () => {
  const ones = [[1, 1, 0], [1, 1, 0], [0, 0, 1]];
  const { taste } = generateTundra(plainConfig({ correlation: ones })).truth;
  assertEquals(taste[0], taste[1]);
});

Deno.test("drawSelf() gives the group its share of the variance, and each group its users", () => {
  for (const groupWeight of [0, 0.5, 1]) {
    const config = plainConfig({ users: 2000, groups: 100, taste: { sharpness: 1, groupWeight } });
    const { taste, users } = generateTundra(config).truth, { clusters } = config;
    const size = new Float64Array(100), sum = new Float64Array(100 * clusters);
    let squares = 0;
    for (let user = 0; user < 2000; user++) {
      size[users.group[user]]++;
      for (let c = 0; c < clusters; c++) {
        const score = taste[0][user * clusters + c];
        sum[users.group[user] * clusters + c] += score;
        squares += score * score;
      }
    }
    assert(size.every((each) => each >= 4 && each <= 45), `${size}`);
    let between = 0;
    sum.forEach((each, cell) => between += each * each / size[Math.floor(cell / clusters)]);
    // Of a variance s² within, 1/size is left in a group's mean: 100 groups x 8 clusters cells in all.
    const total = squares / (2000 * clusters), within = (squares - between) / (1900 * clusters);
    const found = 1 - within / total;
    assert(Math.abs(found - groupWeight) < 0.06, `${groupWeight}: ${found}`);
  }
});

/** Correlation of two domains' cluster counts per user, corrected for their split-half reliability. */
function seenCorrelation({ corpus, truth }: Tundra, clusters: number): number {
  const { offsets, item } = corpus.interactions, users = corpus.users.length;
  const counts = Array.from({ length: 4 }, () => new Float64Array(users * clusters));
  for (let user = 0; user < users; user++) {
    const ordinal = [0, 0];
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      const d = corpus.catalogue.domain[item[row]];
      counts[2 * d + ordinal[d]++ % 2][user * clusters + truth.items.cluster[item[row]]]++;
    }
  }
  const across = [0, 1].flatMap((a) => [2, 3].map((b) => correlate(counts[a], counts[b])));
  const reliability = correlate(counts[0], counts[1]) * correlate(counts[2], counts[3]);
  return across.reduce((sum, each) => sum + each, 0) / 4 / Math.sqrt(reliability);
}

Deno.test("drawSelf() lets what users do in two domains agree as far as their tastes do", () => {
  const plain = plainConfig({});
  const found = [0, 0.5, 1].map((correlation) => {
    const config = plainConfig({
      users: 600,
      groups: 200,
      domains: plain.domains.slice(0, 2).map((domain) => ({
        ...domain,
        events: { minimum: 40, mean: 40, maximum: 40 },
      })),
      membership: [{ domains: ["books", "games"], share: 1 }],
      correlation: [[1, correlation], [correlation, 1]],
      sequence: { ...plain.sequence, carryRate: 0, transitionRate: 0 },
    });
    return seenCorrelation(generateTundra(config), config.clusters);
  });
  assert(Math.abs(found[0]) < 0.06, `unrelated: ${found[0]}`);
  assert(found[1] > 0.25 && found[1] < 0.6, `half: ${found[1]}`);
  assert(Math.abs(found[2] - 1) < 0.06, `same: ${found[2]}`);
});
