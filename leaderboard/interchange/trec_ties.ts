/**
 * How a TREC run has candidates with the answer's score: `kept`, with equal scores, as they were given;
 * `best`, the answer before the others; `worst`, behind them.
 *
 * Most readers of TREC runs order equal scores by document id or as the file has them, so that `kept` is
 * for those that take the mean over ties, as this suite does; the other two have no tie that matters.
 */
export type TrecTies = "kept" | "best" | "worst";
