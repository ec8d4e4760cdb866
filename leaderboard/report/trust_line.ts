/** What one trust check of a task comes to (`docs/trust-checks.md`). */
export interface TrustLine {
  /** What was checked. */
  readonly title: string;
  /** How it ended. */
  readonly state: "fault" | "notice" | "clear" | "unknown";
  /** The finding in words. */
  readonly text: string;
}
