import { dirname, join } from "node:path";
import { limits } from "../plugins/limits.ts";
import { parseBytes } from "../plugins/parse_bytes.ts";
import { parseDuration } from "../plugins/parse_duration.ts";
import { wallLacks } from "../plugins/wall_lacks.ts";
import { checkPlugin, type PluginCheck } from "../runs/check/check_plugin.ts";
import { kernelsOf } from "../runs/kernels_of.ts";
import { interruptSignal } from "./interrupt_signal.ts";
import { parseDevice } from "./parse_device.ts";
import { parseKernels } from "./parse_kernels.ts";
import { parseOptions } from "./parse_options.ts";
import { pluginPath } from "./plugin_path.ts";

/**
 * `plugin check`: one line per check, with what, where and the cure of what fails.
 *
 * @returns the exit code: 1 if a check failed
 */
export async function pluginCheckCommand(args: string[]): Promise<number> {
  const options = parseOptions(args, {
    string: ["device", "kernels", "limit-time", "limit-memory"],
    collect: ["skip"],
    boolean: ["json"],
  });
  const source = pluginPath("check", options), json = options.on("json");
  const device = parseDevice(options.string("device") ?? "wasm");
  const kernels = parseKernels(options.string("kernels"), device);
  await kernelsOf({ device, kernels });
  const memory = options.string("limit-memory");
  const checks: PluginCheck[] = [];
  const found = checkPlugin(source, {
    ...{ device, kernels, signal: interruptSignal(), readme: await readmeOf(source) },
    skip: options.list("skip"),
    limits: limits({
      cpuSeconds: parseDuration(options.string("limit-time") ?? "10m"),
      ...(memory === undefined ? {} : { memoryBytes: parseBytes(memory) }),
    }),
  });
  for await (const check of found) {
    checks.push(check);
    if (!json) { for (const line of linesOf(check)) console.log(line); }
  }
  const count = (state: PluginCheck["state"]) =>
    checks.filter((check) => check.state === state).length;
  if (json) console.log(JSON.stringify({ checks }, null, 2));
  else {
    for (const lack of wallLacks()) console.log(`The wall of this machine lacks ${lack}.`);
    const parts = [`${count("passed")} passed`, `${count("failed")} failed`];
    if (count("skipped")) parts.push(`${count("skipped")} skipped`);
    console.log(parts.join(", ") + ".");
  }
  return count("failed") > 0 ? 1 : 0;
}

function linesOf({ name, state, problem, place, cure, told }: PluginCheck): string[] {
  switch (state) {
    case "passed":
      return [`✓ ${name}${told ? `: ${told}` : ""}`];
    case "skipped":
      return [`- ${name} (skipped${told ? `: ${told}` : ""})`];
    case "failed":
      return [`✗ ${name}: ${problem}${place ? ` at ${place}` : ""}. Cure: ${cure}`];
  }
  return state satisfies never;
}

/** The README in a plugin's folder, or beside its one file: empty if a folder has none. */
async function readmeOf(source: string): Promise<string | undefined> {
  const isFolder = await Deno.stat(source).then(({ isDirectory }) => isDirectory, () => false);
  const path = join(isFolder ? source : dirname(source), "README.md");
  return await Deno.readTextFile(path).catch(() => isFolder ? "" : undefined);
}
