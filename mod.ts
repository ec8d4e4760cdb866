/**
 * Reading what a bench wrote: records of runs with their outcomes, and leaderboards.
 *
 * Who writes a method imports `@permafrost/bench/method` and `@permafrost/bench/nn` instead.
 *
 * @module
 */
export { decodeOutcomes } from "./leaderboard/schema/decode_outcomes.ts";
export { parseLeaderboard } from "./leaderboard/schema/parse_leaderboard.ts";
export { parseRecord } from "./leaderboard/schema/parse_record.ts";
export type * from "./leaderboard/schema/leaderboard.ts";
export type * from "./leaderboard/schema/leaderboard_timing.ts";
export type * from "./leaderboard/schema/marks.ts";
export type * from "./leaderboard/schema/outcomes.ts";
export type * from "./leaderboard/schema/run_record.ts";
export type * from "./leaderboard/schema/search.ts";
export type * from "./leaderboard/schema/transfer_gain.ts";
