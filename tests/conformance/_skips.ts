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
  { method: "conet", case: "cycle", reason: "of what was before it hears one source item alone" },
  { method: "conet_s", case: "cycle", reason: "it reads a user and an item alone" },
  { method: "conet_0", case: "cycle", reason: "of what was before it hears one source item alone" },
  { method: "biao", case: "cycle", reason: "its base, conet, hears one source item alone" },
  { method: "minet", case: "cycle", reason: "a history is a set to it, without order" },
  { method: "minet_s", case: "cycle", reason: "a history is a set to it, without order" },
  { method: "minet_0", case: "cycle", reason: "a history is a set to it, without order" },
  { method: "dasl", case: "cycle", reason: "its perceptron learns so few labels by heart" },
  { method: "dasl_s", case: "cycle", reason: "its perceptron learns so few labels by heart" },
  { method: "dasl_0", case: "cycle", reason: "its perceptron learns so few labels by heart" },
];
