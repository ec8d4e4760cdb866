import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { readResults } from "../../leaderboard/read_results.ts";
import { bench } from "./_bench.ts";

const RUN = [
  ...["run", "--data", "tundra-tiny", "--protocol", "leave-one-out-99@1", "--methods", "sasrec"],
  ...["--config", "config.json", "--seeds", "1"],
];

Deno.test("bench run makes a record and a row for each choice of --kernels, relaxed by default", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const small = { epochs: 1, embeddingSize: 4, maximumLength: 4, blocks: 1, windows: "last" };
    await Deno.writeTextFile(join(folder, "config.json"), JSON.stringify({ sasrec: small }));
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await bench([...RUN, ...args], folder);
      assertEquals(code, 0, stderr);
      return stdout;
    };
    await run("--kernels", "strict");
    const both = await run("--kernels", "relaxed");
    for (const line of ["¹ on wasm, kernels: relaxed", "² on wasm, kernels: strict"]) {
      assertStringIncludes(both, line);
    }
    const runs = await readResults(join(folder, "results"));
    const told = runs.map(({ record: { inputs, result } }) => {
      assertEquals(result.kernels, inputs.kernels);
      return `${inputs.method} ${inputs.device} ${inputs.kernels}`;
    });
    // The control on the host is the same in both, and kept.
    const plugins = ["popularity", "random", "rare_first", "sasrec"];
    assertEquals(told.sort(), [
      "next_id host none",
      ...plugins.flatMap((id) => [`${id} wasm relaxed`, `${id} wasm strict`]),
    ]);
    assertEquals(new Set(runs.map(({ record }) => record.key)).size, 9);
    assertStringIncludes(await run(), "5 kept from before");
    assertEquals((await bench(["verify"], folder)).code, 0);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
