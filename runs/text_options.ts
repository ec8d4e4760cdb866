import type { TextModel } from "../datasets/text/text_model.ts";

/** How item texts become vectors, where a person says so. */
export interface TextOptions {
  /** The encoder; the default of the data if not given. */
  readonly model?: TextModel | undefined;
  /** Folder of models; one beside the vectors if not given. */
  readonly models?: string | undefined;
  /** Folder in which vectors are kept; `.cache/text` of the checkout if not given. */
  readonly cache?: string;
  /** Where models come from, null for nowhere; what `PERMAFROST_HUB` says if not given. */
  readonly hub?: string | null;
}
