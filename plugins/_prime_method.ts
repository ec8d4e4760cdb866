import type { Method } from "./contract/mod.ts";

/** A method that does nothing: what primes the code caches of the process that methods run in. */
const method: Method = {
  meta: {
    contract: 1,
    id: "prime",
    version: "1.0.0",
    title: "Prime",
    citation: "none",
    variant: "original",
    domains: { min: 1, max: 255 },
    needs: [],
  },
  defaults: {},
  fit: () => Promise.resolve({ score: () => Promise.resolve(new Float32Array(0)) }),
};
export default method;
