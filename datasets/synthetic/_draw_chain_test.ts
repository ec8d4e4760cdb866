import { assert, assertEquals } from "@std/assert";
import { assertShare } from "./_assert_share.ts";
import { plainConfig } from "./_plain_config.ts";
import { generateTundra } from "./generate_tundra.ts";
import type { Tundra } from "./tundra.ts";
import { TUNDRA_CAUSES } from "./tundra_cause.ts";
import type { TundraConfig } from "./tundra_config.ts";

const plain = plainConfig({});
const long = plainConfig({
  users: 400,
  domains: plain.domains.map((domain) => ({
    ...domain,
    events: { minimum: 60, mean: 60, maximum: 60 },
  })),
  sequence: { ...plain.sequence, sharpness: 1.5 },
});
const tundra = generateTundra(long);

/** Calls back for every event with the user's event before it, and the last one in its own domain (or -1). */
function walk(
  { corpus }: Tundra,
  visit: (event: { row: number; before: number; previous: number }) => void,
): void {
  const { offsets, item } = corpus.interactions, { domain, domains } = corpus.catalogue;
  for (let user = 0; user < corpus.users.length; user++) {
    const last = domains.map(() => -1);
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      const d = domain[item[row]];
      visit({ row, before: last[d], previous: row > offsets[user] ? row - 1 : -1 });
      last[d] = row;
    }
  }
}

/** Items of a cluster in one domain, in theme order. */
function themed({ corpus, truth }: Tundra, domain: number, cluster: number): number[] {
  const items: number[] = [];
  for (let i = corpus.catalogue.offsets[domain]; i < corpus.catalogue.offsets[domain + 1]; i++) {
    if (truth.items.cluster[i] === cluster && !truth.items.noise[i]) items.push(i);
  }
  return items.sort((a, b) => truth.items.theme[a] - truth.items.theme[b]);
}

Deno.test("drawChain() follows the planted transition matrix of every domain, cell by cell", () => {
  const { corpus, truth } = tundra, { clusters } = long, { item } = corpus.interactions;
  const counts = truth.transition.map(() => new Float64Array(clusters * clusters));
  const followed = ["transition", "link"];
  walk(tundra, ({ row, before }) => {
    if (before < 0 || !followed.includes(TUNDRA_CAUSES[truth.cause[row]])) return;
    const [from, to] = [before, row].map((each) => truth.items.cluster[item[each]]);
    counts[corpus.catalogue.domain[item[row]]][from * clusters + to]++;
  });
  let cells = 0;
  truth.transition.forEach((table, d) => {
    for (let from = 0; from < clusters; from++) {
      const row = counts[d].subarray(from * clusters, (from + 1) * clusters);
      const trials = row.reduce((sum, each) => sum + each, 0);
      assert(trials > 100, `domain ${d} cluster ${from}: ${trials} transitions`);
      row.forEach((hits, to) => {
        assertShare({ hits, trials }, table[from * clusters + to]);
        cells++;
      });
    }
  });
  assertEquals(cells, 3 * clusters * clusters);
});

Deno.test("drawChain() gives related domains the same transitions, unrelated ones others", () => {
  const correlation = [[1, 1, 0], [1, 1, 0], [0, 0, 1]];
  const { transition, shift } = generateTundra(plainConfig({ correlation })).truth;
  assertEquals(transition[0], transition[1]);
  assertEquals(shift[0], shift[1]);
  const differs = transition[0].filter((each, cell) => Math.abs(each - transition[2][cell]) > 0.05);
  assert(differs.length > transition[0].length / 5);
});

Deno.test("drawChain() takes each way to the next item as often as the config says", () => {
  const { corpus, truth } = tundra, { sequence } = long, { item } = corpus.interactions;
  const { domain } = corpus.catalogue;
  const by = new Map<string, { hits: number; trials: number }>();
  const count = (name: string, hit: boolean): void => {
    const { hits, trials } = by.get(name) ?? { hits: 0, trials: 0 };
    by.set(name, { hits: hits + (hit ? 1 : 0), trials: trials + 1 });
  };
  walk(tundra, ({ row, before, previous }) => {
    const cause = TUNDRA_CAUSES[truth.cause[row]], d = domain[item[row]];
    const from = previous < 0 ? d : domain[item[previous]];
    if (from !== d) count(`carry ${Math.min(d, from)} ${Math.max(d, from)}`, cause === "carry");
    if (cause === "carry") return;
    if (before < 0) count("first", cause === "taste");
    else {
      count("transition", cause !== "taste");
      if (cause !== "taste") count("link", cause === "link");
    }
  });
  const expected: readonly (readonly [string, number])[] = [
    ["carry 0 1", sequence.carryRate * long.correlation[0][1]],
    ["carry 0 2", 0],
    ["carry 1 2", 0],
    ["first", 1],
    ["transition", sequence.transitionRate],
    ["link", sequence.linkRate],
  ];
  for (const [name, share] of expected) assertShare(by.get(name) ?? { hits: 0, trials: 0 }, share);
});

Deno.test("drawChain() links and carries to the planted successors, each as often as the others", () => {
  const { corpus, truth } = tundra, { sequence, clusters } = long, { item } = corpus.interactions;
  const lists = corpus.catalogue.domains.map((_, d) =>
    Array.from({ length: clusters }, (_, cluster) => themed(tundra, d, cluster))
  );
  const reached = new Map<string, Float64Array>();
  walk(tundra, ({ row, before, previous }) => {
    const cause = TUNDRA_CAUSES[truth.cause[row]];
    if (cause !== "link" && cause !== "carry") return;
    const to = item[row], d = corpus.catalogue.domain[to], cluster = truth.items.cluster[to];
    const from = item[cause === "link" ? before : previous];
    const shift = truth.shift[d][truth.items.cluster[from] * clusters + cluster];
    const position = (truth.items.theme[from] + (cause === "link" ? shift : 0)) % 1;
    if (cause === "carry") assertEquals(truth.items.cluster[from], cluster);
    const items = lists[d][cluster];
    const step = (items.indexOf(to) - Math.floor(position * items.length) + items.length) %
      items.length;
    assert(step < sequence.links, `${cause} by ${step}`);
    const steps = reached.get(cause) ?? new Float64Array(sequence.links);
    steps[step]++;
    reached.set(cause, steps);
  });
  for (const cause of ["link", "carry"]) {
    const steps = reached.get(cause) ?? new Float64Array(0);
    const trials = steps.reduce((sum, each) => sum + each, 0);
    steps.forEach((hits) => assertShare({ hits, trials }, 1 / sequence.links));
  }
});

function repeats(config: TundraConfig): { ever: number; atOnce: number } {
  const made = generateTundra(config), { item, offsets } = made.corpus.interactions;
  let ever = 0, atOnce = 0;
  walk(made, ({ row, before }) => {
    if (before >= 0 && item[before] === item[row]) atOnce++;
  });
  for (let user = 0; user < config.users; user++) {
    const row = item.subarray(offsets[user], offsets[user + 1]);
    ever += row.length - new Set(row).size;
  }
  return { ever, atOnce };
}

Deno.test("drawChain() repeats an item never, never at once, or freely, as asked, noise included", () => {
  const noise = { userShare: 0.5, userRate: 0.5, itemShare: 0.1, itemRate: 0.3 };
  const noisy = plainConfig({
    promotion: { domain: "games", items: 3, fromDay: 0, toDay: 720, rate: 0.3 },
    domains: plain.domains.map((domain) => ({ ...domain, noise })),
  });
  assertEquals(repeats({ ...noisy, repeats: "none" }), { ever: 0, atOnce: 0 });
  const apart = repeats({ ...noisy, repeats: "apart" });
  assertEquals(apart.atOnce, 0);
  assert(apart.ever > 50);
  assert(repeats({ ...noisy, repeats: "any" }).atOnce > 5);
});
