import { assertEquals } from "@std/assert";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { RandomStream } from "../core/random_stream.ts";
import { corpusSha256 } from "./corpus_sha256.ts";
import { ingest } from "./ingest.ts";
import { withFile } from "./_with_file.ts";

/** What ../shared/data/README.md says of each file; events and duplicates are its rows together. */
const KNOWN = [
  {
    path: "amazon5.csv.gz",
    sha256: "68d916a3d047963c8cdee4131980e58df5941f720565b93e40f9ea584bc900fd",
    domains: ["books", "clothing", "sports", "toys", "video_games"],
    users: 5_000,
    items: 132_300,
    rows: 182_044,
    duplicates: 3_516,
  },
  {
    path: "food_kitchen.csv.gz",
    sha256: "d68aa18f8df48a5347ef721462a91daf586dd65f465e60b37bc8556fa52649d0",
    domains: ["food", "kitchen"],
    users: 16_579,
    items: 53_354,
    rows: 163_234,
    duplicates: 0,
  },
  {
    path: "ml-100k/ml-100k.inter",
    sha256: "4edb74e2a81178c2ba9ff381495f754f996c4aea351b1272ca36b43da0935eff",
    domains: ["items"],
    users: 943,
    items: 1_682,
    rows: 100_000,
    duplicates: 0,
  },
];

for (const { path, ...wanted } of KNOWN) {
  const file = fileURLToPath(new URL(`../../shared/data/${path}`, import.meta.url));
  const name = `ingest() counts in ${path} what is known of it (needs ../shared/data)`;
  Deno.test({ name, ignore: !existsSync(file) }, async () => {
    const { sha256, users, catalogue, interactions, duplicates } = await ingest(file);
    assertEquals({
      sha256,
      domains: catalogue.domains,
      users: users.length,
      items: catalogue.length,
      rows: interactions.length + duplicates,
      duplicates,
    }, wanted);
  });
}

const AMAZON = fileURLToPath(new URL("../../shared/data/amazon5.csv.gz", import.meta.url));
Deno.test({
  name: "ingest() gives the same corpus for the shuffled rows of amazon5 (needs ../shared/data)",
  ignore: !existsSync(AMAZON),
}, async () => {
  const [header, ...rows] = new TextDecoder().decode(gunzipSync(Deno.readFileSync(AMAZON)))
    .trimEnd().split("\n");
  const order = RandomStream.from(7, "shuffled").shuffle(Uint32Array.from(rows, (_, row) => row));
  const shuffled = [header, ...Array.from(order, (row) => rows[row])].join("\n");
  const other = await withFile("amazon5.csv", shuffled, (path) => ingest(path));
  assertEquals(corpusSha256(other), corpusSha256(await ingest(AMAZON)));
});
