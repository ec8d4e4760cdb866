import type { PluginFailureCode } from "../../plugins/plugin_failure.ts";

const CURES: Readonly<Record<PluginFailureCode, string>> = {
  inspect: "keep to regular files and the imports named; other packages run once they are packed",
  contract: "give method.ts a default export that is a Method of contract 1, as its type says",
  crash: "see the place it names; console.error is shown with it",
  memory: "hold less at once, or give more: --limit-memory 8GB",
  "cpu-time": "make the defaults smaller, or give more: --limit-time 1h",
  "wall-time": "wait for nothing: no sleeps, and no promise that nobody keeps",
  output: "print less, and nothing to stdout by hand: console goes to stderr by itself",
  protocol: "leave stdin and stdout alone: they are the wire",
  scores: "give one finite number or NaN per candidate, as a Float32Array",
  exit: "do not end the process: no Deno.exit, and no promise that nobody keeps",
  device: "do not choose a backend: the run does",
  validations: "validate once an epoch, not once a step",
  interrupted: "let it go on to its end",
};

/** What an author can do about a run that ended early. */
export function failureCure(code: PluginFailureCode): string {
  return CURES[code];
}
