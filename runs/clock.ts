/** Seconds of the host's monotonic clock: the one place in runs/ that looks at it. */
export function clock(): number {
  return performance.now() / 1000;
}
