/**
 * `deno task study implicit-gradient`: does the implicit gradient become the true one, as its series
 * gets longer? On a ridge regression, whose lower problem can be solved.
 *
 * @module
 */
import { openDevice } from "../../nn/open_device.ts";
import { nodeModulesWasmPath } from "../../nn/testing/node_modules_wasm_path.ts";
import { neumannErrors } from "./_neumann_errors.ts";
import { RATE, ridgeWorld } from "./_ridge_world.ts";

await openDevice("wasm", { wasmPath: nodeModulesWasmPath() });
const world = ridgeWorld(), errors = await neumannErrors(world, { most: 10 });
const lines = [
  `α = ${world.step.toFixed(4)}, ‖I − αH‖ = ${world.norm.toFixed(4)}`,
  "",
  "| K | relative error | times the one before |",
  "| ---: | ---: | ---: |",
  ...errors.map((error, terms) => {
    const factor = terms === 0 ? "" : (error / errors[terms - 1]).toFixed(3);
    return `| ${terms} | ${(100 * error).toFixed(3)} % | ${factor} |`;
  }),
];
const claims: [string, boolean][] = [
  [`‖I − αH‖ is at most ${RATE}`, world.norm <= RATE + 1e-9],
  ["every term brings it nearer", errors.every((each, i) => i === 0 || each < errors[i - 1])],
  ["with K = 10 it is within 1 % of finite differences", errors[10] < 0.01],
];
lines.push("", "| claim | verdict |", "| --- | --- |");
for (const [claim, holds] of claims) {
  lines.push(`| ${claim} | ${holds ? "holds" : "does not hold"} |`);
}
console.log(lines.join("\n"));
