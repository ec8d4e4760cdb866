import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { sha256 } from "../../core/sha256.ts";
import { findModel } from "./_find_model.ts";
import { inFolder } from "./_in_folder.ts";
import { refused } from "./_refused.ts";
import { smallModelFiles } from "./_small_model_files.ts";
import { embedTexts } from "./embed_texts.ts";
import type { TextModel } from "./text_model.ts";

const FILES = smallModelFiles();
const ONNX = FILES.get("onnx/model.onnx") ?? new Uint8Array();
const MODEL: TextModel = {
  id: "tests/small",
  revision: "0123abc",
  dtype: "fp32",
  maxTokens: 16,
  files: { "onnx/model.onnx": sha256(ONNX) },
};

/** What a hub was asked: the path, and from which byte on. */
interface Asked {
  readonly path: string;
  readonly range: string | null;
}

/** How a hub answers a request for the weights, the `count`-th (from 0); null = as it should. */
type Trouble = (request: Request, count: number) => Response | null;

/** A hub on this machine with the small model. */
async function withHub<T>(
  use: (hub: string, asked: Asked[]) => Promise<T>,
  { trouble = () => null, revision = MODEL.revision }: {
    readonly trouble?: Trouble;
    readonly revision?: string;
  } = {},
): Promise<T> {
  const asked: Asked[] = [];
  let count = 0;
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    const path = new URL(request.url).pathname, range = request.headers.get("range");
    asked.push({ path, range });
    const base = `/tests/small/resolve/${revision}/`;
    const bytes = path.startsWith(base) ? FILES.get(path.slice(base.length)) : undefined;
    if (!bytes) return new Response("no such file", { status: 404 });
    return (path.endsWith(".onnx") ? trouble(request, count++) : null) ?? sent(bytes, range);
  });
  return await use(`http://127.0.0.1:${server.addr.port}`, asked);
}

function sent(bytes: Uint8Array<ArrayBuffer>, range: string | null): Response {
  const from = Number(range?.match(/^bytes=(\d+)-$/)?.[1] ?? 0), of = bytes.length;
  if (range === null) return new Response(bytes);
  if (from >= of) {
    return new Response(null, { status: 416, headers: { "content-range": `bytes */${of}` } });
  }
  return new Response(bytes.slice(from), {
    status: 206,
    headers: { "content-range": `bytes ${from}-${of - 1}/${of}` },
  });
}

/** The weights as far as `to`, though all are promised: then the connection ends. */
function broken(from: number, to: number): Response {
  const body = ReadableStream.from([ONNX.slice(from, to)]);
  const of = ONNX.length;
  return new Response(body, {
    status: from > 0 ? 206 : 200,
    headers: {
      "content-length": String(of - from),
      ...from > 0 && { "content-range": `bytes ${from}-${of - 1}/${of}` },
    },
  });
}

const find = (models: string, hub: string | null, model: TextModel = MODEL) =>
  findModel(model, { models, hub, progress: () => {}, signal: undefined });

const isThere = (path: string) => Deno.stat(path).then(() => true, () => false);

Deno.test("findModel() asks the hub for the pinned revision, once, and the model embeds", () =>
  inFolder((cache) =>
    withHub(async (hub, asked) => {
      const told = new Set<string>();
      const options = {
        model: MODEL,
        cache,
        hub: `${hub}/`,
        progress: (step: { stage: string }) => told.add(step.stage),
      };
      const { size, embedded } = await embedTexts(["red", "warm blue"], options);
      assertEquals([size, embedded], [7, 2]);
      assertEquals([...told], ["embed", "download"]);
      const base = "/tests/small/resolve/0123abc";
      const wanted = ["config.json", "onnx/model.onnx", "tokenizer.json", "tokenizer_config.json"];
      assertEquals(asked, wanted.map((file) => ({ path: `${base}/${file}`, range: null })));
      await embedTexts(["cold"], options);
      assertEquals(asked.length, 4);
      // And without a hub, since it is there.
      await embedTexts(["green"], { ...options, hub: null });
    })
  ));

Deno.test("findModel() goes on where a transfer was cut", () =>
  inFolder(async (models) => {
    const half = ONNX.length >> 1, most = half + 40;
    const trouble: Trouble = (_, count) => [broken(0, half), broken(half, most)][count] ?? null;
    await withHub(async (hub, asked) => {
      assertEquals(await find(models, hub), models);
      const ranges = asked.filter(({ path }) => path.endsWith(".onnx")).map(({ range }) => range);
      assertEquals(ranges, [null, `bytes=${half}-`, `bytes=${most}-`]);
    }, { trouble });
    assertEquals(await Deno.readFile(join(models, MODEL.id, "onnx/model.onnx")), ONNX);
  }));

Deno.test("findModel() leaves nothing in place after a cut, and goes on in the next run", () =>
  inFolder(async (models) => {
    const half = ONNX.length >> 1;
    const line = await withHub((hub) => refused(find(models, hub)), {
      trouble: (_, count) => broken(count === 0 ? 0 : half, half),
    });
    assertStringIncludes(line, "onnx/model.onnx");
    assertStringIncludes(line, "expected the whole file");
    assert(!await isThere(join(models, MODEL.id)), "a part of a model is in place");
    await withHub(async (hub, asked) => {
      await find(models, hub);
      // What had come whole is not asked for again.
      assertEquals(asked.map(({ path }) => path.split("/").at(-1)), [
        "model.onnx",
        "tokenizer.json",
        "tokenizer_config.json",
      ]);
      assertEquals(asked[0].range, `bytes=${half}-`);
    });
    assertEquals(await Deno.readFile(join(models, MODEL.id, "onnx/model.onnx")), ONNX);
  }));

Deno.test("findModel() starts a file anew where the hub cannot go on", () =>
  inFolder(async (models) => {
    await withHub((hub) => find(models, hub), {
      trouble: (_, count) => count === 0 ? broken(0, 50) : sent(ONNX.slice(), null),
    });
    assertEquals(await Deno.readFile(join(models, MODEL.id, "onnx/model.onnx")), ONNX);
  }));

Deno.test("findModel() takes what had come before a kill: all of it, or too much", async () => {
  for (const more of [0, 9]) {
    await inFolder(async (models) => {
      const folder = join(`${join(models, MODEL.id)}.${MODEL.revision}`, "onnx");
      await Deno.mkdir(folder, { recursive: true });
      const part = new Uint8Array(ONNX.length + more);
      part.set(ONNX);
      await Deno.writeFile(join(folder, "model.onnx.part"), part);
      await withHub((hub) => find(models, hub));
      assertEquals(await Deno.readFile(join(models, MODEL.id, "onnx/model.onnx")), ONNX);
    });
  }
});

Deno.test("findModel() refuses a file with another hash, and leaves nothing of it", () =>
  inFolder(async (models) => {
    const wrong = ONNX.slice();
    wrong[100] ^= 1;
    const line = await withHub((hub) => refused(find(models, hub)), {
      trouble: () => new Response(wrong),
    });
    assertStringIncludes(line, `a file with SHA-256 ${sha256(wrong)}, expected ${sha256(ONNX)}`);
    assert(!await isThere(join(models, MODEL.id)));
    assert(!await isThere(`${join(models, MODEL.id)}.${MODEL.revision}/onnx/model.onnx.part`));
    // The next run asks from the first byte on.
    await withHub(async (hub, asked) => {
      await find(models, hub);
      assertEquals(asked[0].range, null);
    });
  }));

Deno.test("findModel() follows a redirect with its range", () =>
  inFolder(async (models) => {
    const half = ONNX.length >> 1;
    await withHub((hub) => find(models, hub), {
      trouble: (request, count) => {
        if (count === 0) return broken(0, half);
        return count === 1 ? Response.redirect(`${request.url}?elsewhere`, 302) : null;
      },
    });
    assertEquals(await Deno.readFile(join(models, MODEL.id, "onnx/model.onnx")), ONNX);
  }));

Deno.test("findModel() says which file a hub does not have, and that a hub is not there", () =>
  inFolder(async (models) => {
    const line = await withHub((hub) => refused(find(models, hub)), { revision: "another" });
    assertStringIncludes(line, "/tests/small/resolve/0123abc/config.json");
    assertStringIncludes(line, "status 404, expected a file");
    const gone = await withHub((hub) => Promise.resolve(hub));
    assertStringIncludes(await refused(find(models, gone)), "Cannot fetch");
    assert(!await isThere(join(models, MODEL.id)));
  }));

Deno.test("findModel() takes a fetched model for its revision only", () =>
  inFolder(async (models) => {
    const next = { ...MODEL, revision: "4567def" };
    await withHub((hub) => find(models, hub));
    const line = await refused(find(models, null, next));
    assertStringIncludes(line, "at revision 4567def: another revision in");
    await withHub((hub) => find(models, hub, next), { revision: next.revision });
    assertEquals(await find(models, null, next), models);
    await refused(find(models, null));
  }));

Deno.test("findModel() fetches once for two who ask at once", () =>
  inFolder((models) =>
    withHub(async (hub, asked) => {
      await Promise.all([find(models, hub), find(models, hub)]);
      assertEquals(asked.length, 4);
    })
  ));
