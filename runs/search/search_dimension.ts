/** What a search may try of one config value, checked. */
export type SearchDimension =
  | {
    /** Tag. */
    readonly kind: "list";
    /** Config key. */
    readonly key: string;
    /** Each as likely as another. */
    readonly values: readonly unknown[];
  }
  | {
    /** Tag. */
    readonly kind: "range";
    /** Config key. */
    readonly key: string;
    /** Least value. */
    readonly min: number;
    /** Greatest value. */
    readonly max: number;
    /** Uniform by ratio instead of difference; `min` is positive. */
    readonly log: boolean;
    /** Whole numbers only. */
    readonly integer: boolean;
  };
