import type { KnownCost } from "./known_cost.ts";

/**
 * What runs of the built-in methods cost, for who has no records yet: `bench run --protocol
 * leave-one-out-99@1 --methods item_knn,markov,sasrec --seeds 1` with `--data tundra-small` and with the
 * five Amazon domains of SyNCRec, by version 0.1.0 on 2026-11-21, on two shared cores of an Intel Xeon.
 * They say about how long a run may take; they are no claim about speed.
 *
 * @example
 * ```ts
 * import { measuredCosts } from "./measured_costs.ts";
 * if (!measuredCosts.some(({ method }) => method === "sasrec")) throw new Error("not measured");
 * ```
 */
export const measuredCosts: readonly KnownCost[] = [
  {
    method: "item_knn",
    device: "wasm",
    fingerprint: "",
    about: "tundra-small, leave-one-out-99@1",
    size: { fitted: 27772, validated: 198500, scored: 200000, events: 27772 },
    seconds: { start: 0.24, fit: 0.16, validate: 0, score: 0.17 },
    memoryBytes: 60e6,
  },
  {
    method: "markov",
    device: "wasm",
    fingerprint: "",
    about: "tundra-small, leave-one-out-99@1",
    size: { fitted: 27772, validated: 198500, scored: 200000, events: 27772 },
    seconds: { start: 0.16, fit: 0.11, validate: 0, score: 0.1 },
    memoryBytes: 63e6,
  },
  {
    method: "next_id",
    device: "host",
    fingerprint: "",
    about: "tundra-small, leave-one-out-99@1",
    size: { fitted: 27772, validated: 198500, scored: 200000, events: 27772 },
    seconds: { start: 0.01, fit: 0, validate: 0, score: 0.13 },
    memoryBytes: 0,
  },
  {
    method: "popularity",
    device: "wasm",
    fingerprint: "",
    about: "tundra-small, leave-one-out-99@1",
    size: { fitted: 27772, validated: 198500, scored: 200000, events: 27772 },
    seconds: { start: 0.13, fit: 0.1, validate: 0, score: 0.08 },
    memoryBytes: 58e6,
  },
  {
    method: "random",
    device: "wasm",
    fingerprint: "",
    about: "tundra-small, leave-one-out-99@1",
    size: { fitted: 27772, validated: 198500, scored: 200000, events: 27772 },
    seconds: { start: 0.14, fit: 0.13, validate: 0, score: 0.09 },
    memoryBytes: 62e6,
  },
  {
    method: "rare_first",
    device: "wasm",
    fingerprint: "",
    about: "tundra-small, leave-one-out-99@1",
    size: { fitted: 27772, validated: 198500, scored: 200000, events: 27772 },
    seconds: { start: 0.13, fit: 0.08, validate: 0, score: 0.08 },
    memoryBytes: 58e6,
  },
  {
    method: "sasrec",
    device: "wasm",
    fingerprint: "",
    about: "tundra-small, leave-one-out-99@1",
    size: { fitted: 694300, validated: 4962500, scored: 200000, events: 27772 },
    seconds: { start: 0.45, fit: 17.77, validate: 6.16, score: 0.18 },
    memoryBytes: 316e6,
  },
  {
    method: "item_knn",
    device: "wasm",
    fingerprint: "",
    about: "amazon5, leave-one-out-99@1",
    size: { fitted: 168508, validated: 187500, scored: 500000, events: 168508 },
    seconds: { start: 1.26, fit: 1.5, validate: 0, score: 0.86 },
    memoryBytes: 290e6,
  },
  {
    method: "markov",
    device: "wasm",
    fingerprint: "",
    about: "amazon5, leave-one-out-99@1",
    size: { fitted: 168508, validated: 187500, scored: 500000, events: 168508 },
    seconds: { start: 1.06, fit: 0.39, validate: 0, score: 0.57 },
    memoryBytes: 153e6,
  },
  {
    method: "next_id",
    device: "host",
    fingerprint: "",
    about: "amazon5, leave-one-out-99@1",
    size: { fitted: 168508, validated: 187500, scored: 500000, events: 168508 },
    seconds: { start: 0.03, fit: 0, validate: 0, score: 2.74 },
    memoryBytes: 0,
  },
  {
    method: "popularity",
    device: "wasm",
    fingerprint: "",
    about: "amazon5, leave-one-out-99@1",
    size: { fitted: 168508, validated: 187500, scored: 500000, events: 168508 },
    seconds: { start: 1.49, fit: 0.61, validate: 0, score: 0.69 },
    memoryBytes: 167e6,
  },
  {
    method: "random",
    device: "wasm",
    fingerprint: "",
    about: "amazon5, leave-one-out-99@1",
    size: { fitted: 168508, validated: 187500, scored: 500000, events: 168508 },
    seconds: { start: 1.51, fit: 0.55, validate: 0, score: 0.77 },
    memoryBytes: 123e6,
  },
  {
    method: "rare_first",
    device: "wasm",
    fingerprint: "",
    about: "amazon5, leave-one-out-99@1",
    size: { fitted: 168508, validated: 187500, scored: 500000, events: 168508 },
    seconds: { start: 1.21, fit: 0.42, validate: 0, score: 0.75 },
    memoryBytes: 186e6,
  },
  {
    method: "sasrec",
    device: "wasm",
    fingerprint: "",
    about: "amazon5, leave-one-out-99@1",
    size: { fitted: 4212700, validated: 4687500, scored: 500000, events: 168508 },
    seconds: { start: 2, fit: 39.94, validate: 4.99, score: 3.91 },
    memoryBytes: 501e6,
  },
];
