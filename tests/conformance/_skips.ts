/** A case that a method need not pass, and why. */
export interface Skip {
  /** Method id. */
  readonly method: string;
  /** How the case's name begins. */
  readonly case: string;
  /** Why it says nothing about this method. */
  readonly reason: string;
}

/** Every case that is not asked. */
export const SKIPS: readonly Skip[] = [
  { method: "random", case: "checkerboard", reason: "a control: it learns nothing" },
  { method: "random", case: "cycle", reason: "a control: it learns nothing" },
  { method: "popularity", case: "checkerboard", reason: "the same for every user" },
  { method: "popularity", case: "cycle", reason: "the same for every history" },
  { method: "recent_popularity", case: "checkerboard", reason: "the same for every user" },
  { method: "recent_popularity", case: "cycle", reason: "the same for every history" },
  { method: "rare_first", case: "checkerboard", reason: "the same for every user" },
  { method: "rare_first", case: "cycle", reason: "the same for every history" },
  { method: "item_knn", case: "cycle", reason: "a history is a set to it, without order" },
  { method: "sbert", case: "checkerboard", reason: "it learns nothing" },
  { method: "sbert", case: "cycle", reason: "it learns nothing: before and after are as near" },
];
