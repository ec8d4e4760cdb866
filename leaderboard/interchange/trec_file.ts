/** A TREC file to be read. */
export interface TrecFile {
  /** What it is called in messages. */
  readonly name: string;
  /** Its text, piece by piece; to be read once. */
  readonly text: AsyncIterable<string>;
}
