/**
 * How far an optimiser moves: always the same, or by a schedule, a function of the number of steps
 * taken before (0 in the first one).
 */
export type LearningRate = number | ((step: number) => number);
