import type { SliceName, Split } from "../protocol.ts";

/** What a kind of split promises beyond "an answer is not learned from", in a form to be checked. */
export interface SplitRule {
  /** All training events lie before one moment, and all answers after it. */
  readonly oneBoundary: boolean;
  /** An answer may be an item that its user had before, or learns from elsewhere. */
  readonly repeatsAsked: boolean;
  /**
   * Rows (a user's events in one domain) with a test case that may have neither a training event nor
   * a validation case: `all` of them, those with a case in a slice, or `none`.
   */
  readonly rowsApart: "all" | "none" | SliceName;
}

const ASKS_NEW = { oneBoundary: false, repeatsAsked: false, rowsApart: "none" } as const;

/** A new kind of split is an error here until somebody has said what it promises. */
const RULES: Readonly<Record<Split["kind"], SplitRule>> = {
  "leave-one-out": ASKS_NEW,
  // A user with an unexposed row has no other row.
  "open-world": { ...ASKS_NEW, rowsApart: "unexposed" },
  "time-windows": { ...ASKS_NEW, oneBoundary: true },
  "global-time": { ...ASKS_NEW, oneBoundary: true },
  click: { ...ASKS_NEW, repeatsAsked: true },
  // A user may be learned from in one domain and asked in another.
  users: { oneBoundary: false, repeatsAsked: true, rowsApart: "all" },
};

/**
 * The promises of a kind of split, which the trust checks hold a task to.
 *
 * @example
 * ```ts
 * import { splitRule } from "./split_rule.ts";
 * if (!splitRule("global-time").oneBoundary) throw new Error("not one moment for all");
 * if (splitRule("leave-one-out").rowsApart !== "none") throw new Error("users train and are asked");
 * ```
 */
export function splitRule(kind: Split["kind"]): SplitRule {
  return RULES[kind];
}
