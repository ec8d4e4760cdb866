import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { parseRecord } from "../../leaderboard/schema/parse_record.ts";
import { bench } from "./_bench.ts";
import { smallCsv } from "./_small_csv.ts";

/** A method that adapts, and fails if it is shown anything else than `config.samples` says. */
const ADAPTER = `
const fail = (is) => { throw new Error(is); };
const bits = (bytes) => [...bytes].reduce((sum, byte) => sum + byte.toString(2).replaceAll("0", "").length, 0);
const counting = (count, catalogue) => ({
  score(batch) {
    if (batch.popularity.total.length !== catalogue.items) fail("popularity of items that it does not know");
    if (batch.history.item.some((item) => item >= catalogue.items)) fail("unknown items");
    const known = (domain) => catalogue.domains[domain]?.pool ?? fail("unknown domain");
    const items = Array.from(batch.domain, (domain) => [...known(domain)]).flat();
    return Promise.resolve(Float32Array.from(items, (item) => count[item]));
  },
});
export default {
  meta: {
    contract: 1, id: "adapter", version: "1.0.0", title: "Adapter", citation: "none",
    variant: "original", domains: { min: 1, max: 255 }, needs: [],
  },
  defaults: { samples: -1 },
  async fit({ catalogue, events }, { samples }, context) {
    if (catalogue.domains.length !== 1) fail(catalogue.domains.length + " domains before adapt");
    const count = new Float64Array(catalogue.items);
    for (const item of events.item) count[item]++;
    const scorer = counting(count, catalogue);
    if (Number.isNaN((await context.validate(scorer)).value)) fail("no validation of the source");
    return {
      ...scorer,
      async adapt(target, context) {
        const { catalogue: wider, events, trainable } = target;
        if (wider.domains.length !== 2 || wider.items <= catalogue.items) fail("no wider catalogue");
        if (wider.itemDomain.subarray(0, catalogue.items).some((domain) => domain !== 0)) fail("moved");
        if (events.item.some((item) => item < catalogue.items)) fail("events of the source");
        const role = samples === 0 ? "target" : "both";
        if (wider.domains[1].role !== role) fail("role " + wider.domains[1].role);
        if (bits(trainable) !== samples) fail(bits(trainable) + " samples");
        if (samples === 0 && events.item.length > 0) fail("events for zero-shot");
        const more = new Float64Array(wider.items);
        more.set(count);
        for (const item of events.item) more[item]++;
        const adapted = counting(more, wider);
        const { value, byDomain } = await context.validate(adapted);
        if (Number.isNaN(value) !== (samples === 0)) fail("validation " + value);
        if (!Number.isNaN(byDomain[0])) fail("validation of the source while it adapts");
        return adapted;
      },
    };
  },
};
`;

async function withFiles(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(join(folder, "log.csv"), smallCsv());
    await Deno.writeTextFile(join(folder, "adapter.ts"), ADAPTER);
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Records by method id, once a bench has run to its end. */
async function recorded(protocol: string, samples: number, folder: string) {
  await Deno.writeTextFile(join(folder, "c.json"), JSON.stringify({ adapter: { samples } }));
  const ended = await bench([
    ...["run", "--data", "log.csv", "--protocol", protocol, "--plugin", "adapter.ts"],
    ...["--methods", "markov", "--config", "c.json", "--seeds", "1", "--out", "out"],
  ], folder);
  assertEquals(ended.code, 0, ended.stderr);
  const runs = join(folder, "out", "runs"),
    records = new Map<string, ReturnType<typeof parseRecord>>();
  for await (const { name } of Deno.readDir(runs)) {
    if (!name.endsWith(".json")) continue;
    const record = parseRecord(await Deno.readTextFile(join(runs, name)));
    records.set(record.result.method.id, record);
  }
  return { records, stdout: ended.stdout };
}

Deno.test("a method that adapts learns of the target then, and as much as the arm says", () =>
  withFiles(async (folder) => {
    const { records, stdout } = await recorded("user-split-fine-tune@1/books/n-10", 10, folder);
    const { result } = records.get("adapter") ?? {};
    assertEquals(result?.protocol.arm, "books/n-10");
    assertEquals([result?.validationCalls, result?.fromScratch], [2, undefined]);
    assertEquals(records.get("markov")?.result.fromScratch, true);
    assertEquals(/markov: fitted to the target alone, from scratch/.test(stdout), true, stdout);
    assertEquals((await bench(["verify", "out"], folder)).code, 0);
  }));

Deno.test("a method that is asked zero-shot is told of the target, and nothing that happened there", () =>
  withFiles(async (folder) => {
    const { records } = await recorded("user-split-zero-shot@1/books", 0, folder);
    const { result } = records.get("adapter") ?? {};
    assertEquals([result?.validationCalls, result?.fromScratch], [2, undefined]);
    assertEquals(records.get("markov")?.result.fromScratch, undefined);
  }));
