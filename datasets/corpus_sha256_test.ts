import { assertEquals } from "@std/assert";
import type { Corpus } from "../core/corpus.ts";
import { corpusSha256 } from "./corpus_sha256.ts";
import { ingest } from "./ingest.ts";
import { withFile } from "./_with_file.ts";

const ROWS =
  "user_id,item_id,domain,timestamp,rating,text,category\nu,a,x,1,2,t,k\nv,a,y,3,1,s,l\nu,b,x,2,3,,l\n";
// Made with Python 3 on 2026-11-21, from the order that corpusSha256() states:
//   u = lambda *v: struct.pack("<%dI" % len(v), *v)
//   text = json.dumps({"users": ["u", "v"], "domains": ["x", "y"], "items": ["a", "b", "a"],
//     "text": ["t", "", "s"], "categories": ["k", "l"], "events": 3}, sort_keys=True, separators=(",", ":"))
//   hashlib.sha256(text.encode() + u(0, 2, 3) + bytes([0, 0, 1]) + u(0, 1, 2) + u(0, 1, 1) +
//     u(0, 2, 3) + u(0, 1, 2) + struct.pack("<3d", 1, 2, 3) + struct.pack("<3f", 2, 3, 1)).hexdigest()
const HASH = "695ea55ec86c3ee00f865e5511f0f8cf0741b25ac3f3e5f75af49b70df112feb";

Deno.test("corpusSha256() is frozen", async () => {
  const corpus = await withFile("a.csv", ROWS, (path) => ingest(path));
  assertEquals(corpusSha256(corpus), HASH);
});

Deno.test("corpusSha256() leaves out id, file hash and dropped duplicates", async () => {
  const corpus = await withFile("other.csv", ROWS + "u,a,x,1,2,t,k\n", (path) => ingest(path));
  assertEquals(corpus.duplicates, 1);
  assertEquals(corpusSha256(corpus), HASH);
});

Deno.test("corpusSha256() sees a change in every part", async () => {
  const corpus = await withFile("a.csv", ROWS, (path) => ingest(path));
  const { catalogue, interactions } = corpus;
  const { rating: _, ...unrated } = interactions, { text: __, ...untold } = catalogue;
  const changes: Corpus[] = [
    { ...corpus, users: ["u", "w"] },
    { ...corpus, interactions: unrated },
    { ...corpus, catalogue: untold },
    { ...corpus, catalogue: { ...catalogue, domains: ["x", "z"] } },
    { ...corpus, catalogue: { ...catalogue, rawId: ["a", "c", "a"] } },
    { ...corpus, catalogue: { ...catalogue, categories: ["k", "m"] } },
    { ...corpus, catalogue: { ...catalogue, text: ["t", "", "r"] } },
    ...(["offsets", "domain", "identity", "category"] as const).map((key) => (
      { ...corpus, catalogue: { ...catalogue, [key]: catalogue[key]?.map((each) => each + 1) } }
    )),
    ...(["offsets", "item", "time", "rating"] as const).map((key) => (
      {
        ...corpus,
        interactions: { ...interactions, [key]: interactions[key]?.map((each) => each + 1) },
      }
    )),
  ];
  assertEquals(new Set([HASH, ...changes.map(corpusSha256)]).size, changes.length + 1);
});
