/**
 * What a method's author reads: the types between a method and the exam, and one function that makes
 * both kinds of candidates the same. It imports nothing.
 *
 * @module
 */
export { candidateLists } from "./candidate_lists.ts";
export type { Candidates } from "./candidates.ts";
export type { Catalogue } from "./catalogue.ts";
export type { Device } from "./device.ts";
export type { Domain } from "./domain.ts";
export type { FitContext } from "./fit_context.ts";
export type { Histories } from "./histories.ts";
export type { Method } from "./method.ts";
export type { MethodMeta } from "./method_meta.ts";
export type { Popularity } from "./popularity.ts";
export type { PopularityHistory } from "./popularity_history.ts";
export type { Progress } from "./progress.ts";
export type { QueryBatch } from "./query_batch.ts";
export type { Scorer } from "./scorer.ts";
export type { SearchSpace } from "./search_space.ts";
export type { TrainView } from "./train_view.ts";
export type { TwoTower } from "./two_tower.ts";
