import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { testWebGpu } from "../../nn/testing/test_webgpu.ts";
import { kernelsOf } from "../../runs/kernels_of.ts";
import { bench } from "./_bench.ts";
import { smallCsv } from "./_small_csv.ts";

const RUN = [
  ...["run", "--data", "log.csv", "--protocol", "leave-one-out-99@1", "--methods", "sasrec"],
  ...["--config", "config.json", "--seeds", "1", "--device", "webgpu"],
];

testWebGpu(
  "bench run --device webgpu trains through the wall, to the same bytes each time",
  async () => {
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(join(folder, "log.csv"), smallCsv());
      const small = { epochs: 1, embeddingSize: 4, maximumLength: 4, blocks: 1, windows: "last" };
      await Deno.writeTextFile(join(folder, "config.json"), JSON.stringify({ sasrec: small }));
      for (const out of ["one", "two"]) {
        const { code, stderr } = await bench([...RUN, "--out", out], folder);
        assertEquals(code, 0, stderr);
      }
      const board = (out: string) => Deno.readTextFile(join(folder, out, "leaderboard.json"));
      assertStringIncludes(await board("one"), '"device": "webgpu"');
      const kernels = await kernelsOf({ device: "webgpu" });
      assertStringIncludes(await board("one"), `"kernels": ${JSON.stringify(kernels)}`);
      assertEquals(await board("two"), await board("one"));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);
