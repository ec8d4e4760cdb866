import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeCheckpoint } from "../nn/mod.ts";
import { findTorch, type Torch } from "./_find_torch.ts";
import { Rival } from "./_rival.ts";
import { type Model, SIZES, startWeights, stepBatches } from "./_training.ts";

/** Who takes part in a comparison of steps, and who does not, with the reason. */
export interface StepRivals {
  readonly rivals: Readonly<Record<string, Rival>>;
  readonly skipped: Readonly<Record<string, string>>;
  /** The WebGPU adapter, if there is one. */
  readonly adapter?: string;
  /** PyTorch, if it takes part. */
  readonly torch?: Omit<Torch, "python">;
}

/**
 * Starts a process per engine that can train a model here.
 *
 * @param options `folder`: for the files that PyTorch reads; `webGpu`: on a software adapter too
 */
export async function stepRivals(
  model: Model,
  { items, folder, webGpu }: { items: number; folder: string; webGpu: boolean },
): Promise<StepRivals> {
  const script = fileURLToPath(new URL("_step_rival.ts", import.meta.url));
  const rivals: Record<string, Rival> = {}, skipped: Record<string, string> = {};
  for (const engine of ["stock", "relaxed", "strict"]) {
    rivals[engine] = Rival.script(engine, [script, engine, model, `${items}`]);
  }

  const found = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  const adapter = found?.info.description || found?.info.device;
  if (!found) skipped.webgpu = "no WebGPU adapter";
  else if (found.info.isFallbackAdapter && !webGpu) skipped.webgpu = `${adapter} is software`;
  else rivals.webgpu = Rival.script("webgpu", [script, "webgpu", model, `${items}`]);

  const torch = await findTorch();
  if (torch === undefined) {
    skipped.torch = skipped.torchCuda = "no python3 that imports torch";
    return { rivals, skipped, ...adapter && { adapter } };
  }
  await writeTraining(folder, model, items);
  const steps = fileURLToPath(new URL("_torch_steps.py", import.meta.url));
  for (const [name, device] of [["torch", "cpu"], ["torchCuda", "cuda"]]) {
    if (device === "cuda" && !torch.cuda) skipped[name] = "PyTorch has no GPU";
    else rivals[name] = new Rival(name, [torch.python, steps, model, device, folder]);
  }
  const { version, cuda, gigaflops } = torch;
  return { rivals, skipped, ...adapter && { adapter }, torch: { version, cuda, gigaflops } };
}

/** What an engine that cannot draw our numbers reads: sizes, weights at the start, batches. */
async function writeTraining(folder: string, model: Model, items: number): Promise<void> {
  const batches = stepBatches(items, 8).map((batch) =>
    Object.fromEntries(Object.entries(batch).map(([name, places]) => [name, [...places]]))
  );
  await Deno.writeTextFile(join(folder, "sizes.json"), JSON.stringify(SIZES));
  await Deno.writeTextFile(join(folder, "batches.json"), JSON.stringify(batches));
  await Deno.writeFile(
    join(folder, "weights.safetensors"),
    writeCheckpoint(startWeights(model, items)),
  );
}
