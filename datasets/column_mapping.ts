/**
 * What the file calls each column, where it calls it something else: `{ timestamp: "ts" }` reads the
 * file's column `ts` as the time. A column that is named here has to be in the file.
 */
export interface ColumnMapping {
  /** Who: any non-empty text. */
  readonly user_id?: string;
  /** What: any non-empty text. */
  readonly item_id?: string;
  /** When, in seconds: a finite number of at least 0. The unit is never guessed. */
  readonly timestamp?: string;
  /** Domain of the item: any non-empty text. Without the column there is the one domain "items". */
  readonly domain?: string;
  /** Rating of the event: a finite number in every row. */
  readonly rating?: string;
  /** Text of the item; an empty one says nothing. */
  readonly text?: string;
  /** Category of the item; an empty one says nothing. */
  readonly category?: string;
}
