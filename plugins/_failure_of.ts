import { formatBytes } from "./format_bytes.ts";
import type { Limits } from "./limits.ts";
import { placeIn } from "./_place_in.ts";
import { PluginFailure, type PluginFailureCode } from "./plugin_failure.ts";
import type { Stage } from "./_stage.ts";
import type { Message } from "./wire/message.ts";

/** What a stage could not do, and what was wanted of it. */
const STAGES: Readonly<Record<Stage, readonly [cannot: string, wanted: string]>> = {
  open: ["use", "a method"],
  fit: ["fit", "a scorer"],
  load: ["load the weights of", "a scorer"],
  adapt: ["adapt", "a scorer"],
  score: ["score with", "scores"],
  vectors: ["take the vectors of", "vectors"],
  save: ["save", "its weights"],
};

/** What the method's side may say of its own end; all else is for the host to find. */
const CODES: readonly PluginFailureCode[] = ["contract", "scores", "device", "validations"];

/** What V8 says when an array or a wasm memory finds no room. */
const NO_ROOM = /Array buffer allocation failed|could not allocate memory|Unable to grow instance/;

/** The failure that an `error` message of the method's side stands for. */
export function failureOf(
  { values }: Message,
  { name, folder, limits }: {
    readonly name: string;
    readonly folder: string;
    readonly limits: Limits;
  },
): PluginFailure {
  const stage = text(values.stage), stack = text(values.stack);
  const thrown = oneLine(text(values.name)), message = oneLine(text(values.message));
  if (NO_ROOM.test(message)) return outOfMemory(name, limits);
  const told = CODES.find((code) => code === values.code);
  const [verb, wanted] = isStage(stage) ? STAGES[stage] : ["finish", "none"];
  const cannot = `Cannot ${verb} "${name}"`;
  if (told) return new PluginFailure(told, `${cannot}: ${message}`);
  const at = placeIn(stack, folder);
  return new PluginFailure(
    "crash",
    `${cannot}: it threw "${thrown}: ${message}"${at && ` at ${at}`}, ` +
      `expected ${wanted}`,
  );
}

function isStage(stage: string): stage is Stage {
  return Object.hasOwn(STAGES, stage);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** An error may say much; the rest of it is in its stack, which is kept with the record. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 400);
}

/** The failure of a process that met its memory limit. */
export function outOfMemory(name: string, { memoryBytes }: Limits): PluginFailure {
  return new PluginFailure(
    "memory",
    `Cannot finish "${name}": its process ran out of memory, ` +
      `expected at most ${formatBytes(memoryBytes)}`,
  );
}
