/**
 * An encoder of texts, down to the byte: what of a hub, or of a local folder, and how it is used.
 * Token vectors are averaged and divided by their length, whatever the model.
 */
export interface TextModel {
  /** Id on the hub and folder below the models' one: `organisation/name`. */
  readonly id: string;
  /**
   * Revision on the hub, a commit rather than a branch. Of a folder that a person filled, a name for
   * what is in it: change it with the files, for it is a part of the cache's key.
   */
  readonly revision: string;
  /** Type of the weights. Others exist, and change every vector silently. */
  readonly dtype: "fp32";
  /** Tokens of a text that are read, special ones included; what goes beyond is cut off. */
  readonly maxTokens: number;
  /** SHA-256 by path, for instance `onnx/model.onnx`: another file is refused. */
  readonly files: Readonly<Record<string, string>>;
}
