// Tries to get at the runner's doings by patched built-ins: what it sends, sums, sorts and
// prints passes through functions of the plugin.
// Has to: finish, and be marked as one who ties all candidates: nothing that it could patch
// knows more.
import { candidateLists } from "@permafrost/bench/method";

const seen = new Set();
function patch(object, name, how) {
  const old = object[name];
  object[name] = function (...args) {
    how(args, this);
    return Reflect.apply(old, this, args);
  };
}
const add = seen.add.bind(seen);
function look(args) {
  for (let i = 0; i < args.length; i++) add(typeof args[i]);
}
for (const name of ["map", "forEach", "reduce", "push", "entries", "slice", "filter"]) {
  patch(Array.prototype, name, look);
}
for (const name of ["then", "finally"]) patch(Promise.prototype, name, look);
for (const name of ["subarray", "set", "slice"]) {
  patch(Object.getPrototypeOf(Float32Array.prototype), name, look);
}
for (const name of ["log", "error", "warn"]) patch(console, name, look);
patch(JSON, "parse", look);
patch(TextEncoder.prototype, "encode", look);
patch(Map.prototype, "get", look);
Object.defineProperty(Object.prototype, "answer", { get: () => 1, configurable: true });
Object.defineProperty(Array.prototype, "-1", { get: () => 1, configurable: true });

export default {
  meta: {
    ...{ contract: 1, id: "patches_prototypes", version: "1.0.0", title: "patches_prototypes" },
    ...{ citation: "none", variant: "original", domains: { min: 1, max: 255 }, needs: [] },
  },
  defaults: {},
  fit({ catalogue }) {
    return Promise.resolve({
      score: (batch) =>
        Promise.resolve(new Float32Array(candidateLists(batch, catalogue).items.length)),
    });
  },
};
