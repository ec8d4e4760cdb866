import { UserError } from "../core/user_error.ts";
import { listDatasets } from "../datasets/registry.ts";
import { multilingualTextModel } from "../datasets/text/multilingual_text_model.ts";
import { tinyTextModel } from "../datasets/text/tiny_text_model.ts";
import { listProtocols } from "../protocols/list_protocols.ts";
import type { Protocol } from "../protocols/protocol.ts";
import { listMethods } from "../runs/list_methods.ts";
import { parseOptions } from "./parse_options.ts";

/** One line of a list. */
interface Listed {
  readonly id: string;
  readonly title: string;
}

const LISTS: Readonly<Record<string, () => Promise<Listed[]>>> = {
  datasets: async () => (await listDatasets()).map(({ id, title }) => ({ id, title })),
  protocols: async () =>
    (await listProtocols()).map((protocol) => ({
      id: `${protocol.id}@${protocol.version}`,
      title: protocol.title + armsOf(protocol),
    })),
  methods: () => listMethods().then((all) => Promise.all(all.map(titled))),
  metrics: () =>
    Promise.resolve([
      { id: "HR@k", title: "hit rate: the answer stands among the first k" },
      { id: "NDCG@k", title: "normalised discounted cumulative gain at k" },
      { id: "MRR@k", title: "reciprocal rank, 0 beyond k" },
      { id: "MRR", title: "reciprocal rank over the whole list" },
      { id: "Recall@K%", title: "the answer stands among the first share of the pool" },
      { id: "r-NDCG@K%", title: "discounted gain by the rank's share of the pool" },
      { id: "AUC", title: "pairs of a positive and a negative in the right order, pooled" },
      { id: "GAUC", title: "AUC within users, weighted by their positives" },
      { id: "log-loss", title: "cross-entropy of labels, of methods whose scores are logits" },
      { id: "coverage@k", title: "share of the pool that is recommended to somebody" },
      { id: "average popularity@k", title: "training events of what is recommended" },
    ]),
  "text-models": () =>
    Promise.resolve([
      {
        id: "tiny",
        title:
          `the words of tundra and some English ones, ships with the suite (${tinyTextModel().id})`,
      },
      {
        id: "multilingual",
        title: `some 50 languages, 480 MB on first use (${multilingualTextModel().id})`,
      },
    ]),
};

/** `bench list`: what there is to run. */
export async function listCommand(args: string[]): Promise<number> {
  const options = parseOptions(args, { boolean: ["json"] });
  const unknown = options.words.find((word) => !Object.hasOwn(LISTS, word));
  if (unknown !== undefined) {
    throw new UserError(
      `Cannot list "${unknown}": no such list, expected ${Object.keys(LISTS).join(", ")}`,
    );
  }
  const names = options.words.length ? options.words : Object.keys(LISTS);
  const lists: Record<string, Listed[]> = {};
  for (const name of names) lists[name] = await LISTS[name]();
  if (options.on("json")) {
    console.log(JSON.stringify(lists, null, 2));
    return 0;
  }
  for (const [name, listed] of Object.entries(lists)) {
    const width = Math.max(...listed.map(({ id }) => id.length));
    console.log(`${name}:`);
    for (const { id, title } of listed) console.log(`  ${id.padEnd(width)}  ${title}`);
  }
  return 0;
}

/** What arms a protocol has, in brackets. */
function armsOf({ arms = {}, armsOver }: Protocol): string {
  const over = { pair: ["source→target"], target: ["target"] };
  const names = [...armsOver ? over[armsOver] : [], ...Object.keys(arms)];
  return names.length > 0 ? ` (arms: ${names.join(", ")})` : "";
}

/** The title is the heading of the method's README: no method's code runs on the host. */
async function titled({ id, folder }: { id: string; folder: string }): Promise<Listed> {
  const text = await Deno.readTextFile(`${folder}/README.md`);
  return { id, title: text.split("\n", 1)[0].replace(/^#\s*/, "") };
}
