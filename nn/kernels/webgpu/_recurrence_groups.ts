/** Sequences of a workgroup: a number of the weight that is read serves all of them. */
const SEQUENCES = 4;

/** Invocations of a workgroup, at least and at most (WebGPU promises no more than 256). */
const FEWEST = 64, MOST = 256;

/**
 * How a recurrence is shared out: a workgroup goes through the positions of a few sequences, which no
 * other needs, and its invocations through the units. No number depends on it.
 *
 * @returns `each`: what a line is for every sequence of a workgroup; `start`: the lines that say which
 * these are: `start + s`, of which `sequence${s}` is held to those that there are, and `last`; `lane`
 * and `LANES` say which units are whose
 */
export function recurrenceGroups(
  batch: number,
  size: number,
): {
  workgroups: number;
  invocations: number;
  each: (line: (sequence: number) => string) => string;
  start: string;
} {
  let invocations = FEWEST;
  while (invocations < MOST && invocations < size) invocations *= 2;
  const each = (line: (sequence: number) => string): string =>
    Array.from({ length: SEQUENCES }, (_, s) => line(s)).join("\n");
  const start = `
    const LANES = ${invocations};
    let units = uniforms.units;
    let start = index / LANES * ${SEQUENCES};
    let lane = index % LANES;
    let last = uniforms.batch - 1;
    ${each((s) => `let sequence${s} = min(start + ${s}, last);`)}`;
  return { workgroups: Math.ceil(batch / SEQUENCES), invocations, each, start };
}
