/**
 * Places of a whole-pool case that a TREC run holds, as is usual there: an answer below is not
 * retrieved. Cases with sampled candidates are whole whatever their length.
 */
export const TREC_DEPTH = 1000;
