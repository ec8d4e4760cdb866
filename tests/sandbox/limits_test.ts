import { assert, assertEquals } from "@std/assert";
import { Folder } from "./_fixture.ts";
import { assertPartsEnd, assertUninspectedEnds, NO_WALL, sit, SMALL } from "./_sit.ts";

const CPU = {
  code: "cpu-time",
  message: /^Cannot finish "fixture": its process ran out of CPU time, expected at most 1 s$/,
  limits: { cpuSeconds: 1 },
} as const;

const MEMORY = {
  code: "memory",
  message: /^Cannot finish "fixture": its process ran out of memory, expected at most 300 MB$/,
} as const;

const WALL = {
  code: "wall-time",
  message: /^Cannot finish "fixture": no answer in time, expected at most 1 s of waiting$/,
  limits: { wallSeconds: 1 },
} as const;

/** A test of the kernel's limits, skipped with the reason where there are none. */
function limitTest(name: string, run: () => Promise<void>): void {
  Deno.test(NO_WALL ? `${name} (no kernel limits here: ${NO_WALL})` : name, {
    ignore: NO_WALL !== null,
  }, run);
}

limitTest(
  "an endless loop without awaits ends by CPU time",
  () => assertPartsEnd({ fit: "for (;;);" }, CPU),
);

limitTest(
  "an endless loop with awaits ends by CPU time",
  () => assertPartsEnd({ score: "for (;;) await Promise.resolve();" }, CPU),
);

limitTest(
  "an endless loop while it is imported ends by CPU time",
  () => assertPartsEnd({ top: "for (;;);" }, CPU),
);

limitTest(
  "an endless loop that catches the kernel's warning ends by CPU time",
  () =>
    assertPartsEnd({
      fit: `Deno.addSignalListener("SIGXCPU", () => {});
      for (;;) for (const end = performance.now() + 5; performance.now() < end;);`,
    }, CPU),
);

limitTest(
  "threads that a plugin has got hold of count: two of them burn CPU time twice as fast",
  () =>
    assertUninspectedEnds({
      fit: `const { Worker } = await import("node:" + "worker_threads");
      for (let i = 0; i < 2; i++) new Worker("for (;;);", { eval: true });
      await new Promise(() => setInterval(() => {}, 1000));`,
    }, { ...CPU, limits: { cpuSeconds: 1, memoryBytes: 4e9 } }),
);

Deno.test("a fit that sleeps for ever ends by the guard on wall time", () =>
  assertPartsEnd({ fit: "await new Promise((done) => setTimeout(done, 9e5));" }, WALL));

Deno.test("a plugin that does not read what it is sent ends by the guard on wall time", () =>
  assertPartsEnd({ top: "await new Promise((done) => setTimeout(done, 9e5));" }, WALL));

limitTest("a heap that grows for ever ends by memory", () =>
  assertPartsEnd({
    fit: "for (const all = [];;) all.push({ numbers: [all.length, 1, 2, 3] });",
  }, MEMORY));

limitTest(
  "typed arrays without end end by memory",
  () =>
    assertPartsEnd(
      { fit: "for (const all = [];;) all.push(new Float64Array(1e6).fill(1));" },
      MEMORY,
    ),
);

limitTest("a wasm memory that grows for ever ends by memory", () =>
  assertPartsEnd({
    fit: "for (const m = new WebAssembly.Memory({ initial: 1, maximum: 65536 });;) m.grow(160);",
  }, MEMORY));

limitTest("strings without end end by memory", () =>
  assertPartsEnd({
    fit: 'for (const all = [];;) all.push(new TextEncoder().encode("x".repeat(5e7)));',
  }, MEMORY));

limitTest(
  "a thread that runs out of heap ends its own run by memory, and no other",
  () =>
    assertUninspectedEnds({
      fit: `const { Worker } = await import("node:" + "worker_threads");
      new Worker("for (const all = [];;) all.push({ n: [1, 2, 3] });", { eval: true });
      await new Promise(() => setInterval(() => {}, 1000));`,
    }, {
      code: "memory",
      message: /ran out of memory, expected at most 1.0 GB$/,
      // Threads of V8 die slowly on a busy machine.
      limits: { memoryBytes: 1e9, wallSeconds: 60 },
    }),
);

limitTest("a plugin gets the memory that it was promised", async () => {
  await using folder = new Folder();
  const plugin = await folder.plugin({
    fit: "globalThis.kept = new Float64Array(30e6).fill(1); return scorer;",
  });
  const { usage } = await sit(plugin);
  assert(usage.peakMemoryBytes > 240e6, `a peak of ${usage.peakMemoryBytes}`);
  assert(usage.peakMemoryBytes < SMALL.memoryBytes + 60e6, `a peak of ${usage.peakMemoryBytes}`);
});

limitTest("CPU time is reckoned by the host", async () => {
  await using folder = new Folder();
  const plugin = await folder.plugin({
    fit: `for (let n = 0; process.cpuUsage().user < 400_000;) for (let i = 0; i < 1e6; i++) n += i;
      return scorer;`,
  });
  const { cpuSeconds } = (await sit(plugin)).usage;
  assert(cpuSeconds >= 0.4 && cpuSeconds < 2, `${cpuSeconds} CPU seconds`);
});

Deno.test("the limits are the same for one run as for three side by side", async () => {
  await using folder = new Folder();
  const plugin = await folder.plugin({
    fit: "globalThis.kept = new Float64Array(25e6).fill(1); return scorer;",
  });
  const runs = await Promise.all([sit(plugin), sit(plugin), sit(plugin)]);
  for (const { scores } of runs) assertEquals([...scores], [1, 2, 0, 1, 2]);
});
