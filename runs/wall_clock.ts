/** The time of day as ISO 8601 UTC, for circumstances only. */
export function wallClock(): string {
  return new Date().toISOString();
}
