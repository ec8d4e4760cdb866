import fc from "fast-check";
import type { Rows } from "./metric.ts";

/** Rows from a text of numbers a column: so goldens and hand-worked cases are written. */
export function rowsFrom(
  { score, label, user, domain }: Readonly<Record<"score" | "label" | "user" | "domain", string>>,
): Rows {
  const numbers = (text: string) =>
    text.split(" ").map((each) => each === "nan" ? NaN : Number(each));
  return {
    score: new Float32Array(numbers(score)),
    label: new Uint8Array(numbers(label)),
    user: new Uint32Array(numbers(user)),
    domain: new Uint8Array(numbers(domain)),
  };
}

/** Any rows: many ties, some without a score, few users in two domains. */
export const anyRows: fc.Arbitrary<Rows> = fc.array(
  fc.record({
    score: fc.oneof(
      fc.integer({ min: -2, max: 2 }),
      fc.float({ noNaN: true, noDefaultInfinity: true }),
      fc.constant(NaN),
      fc.constant(-0),
    ),
    label: fc.nat(1),
    user: fc.nat(3),
    domain: fc.nat(1),
  }),
  { maxLength: 40 },
).map((rows) => ({
  score: Float32Array.from(rows, ({ score }) => score),
  label: Uint8Array.from(rows, ({ label }) => label),
  user: Uint32Array.from(rows, ({ user }) => user),
  domain: Uint8Array.from(rows, ({ domain }) => domain),
}));

/** The rows at some places, in that order. */
export function picked({ score, label, user, domain }: Rows, places: readonly number[]): Rows {
  return {
    score: Float32Array.from(places, (at) => score[at]),
    label: Uint8Array.from(places, (at) => label[at]),
    user: Uint32Array.from(places, (at) => user[at]),
    domain: Uint8Array.from(places, (at) => domain[at]),
  };
}
