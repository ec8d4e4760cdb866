/** The side of a batch's shorter sequences on which the padding is. */
export type Padding = "left" | "right";
