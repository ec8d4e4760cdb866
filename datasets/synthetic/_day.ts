/** Seconds of a day. */
export const DAY = 86400;
