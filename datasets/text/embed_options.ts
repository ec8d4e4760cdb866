import type { TextModel } from "./text_model.ts";

/** How far the embedding is. */
export type EmbedProgress =
  | {
    /** A file of the model comes from the hub. */
    readonly stage: "download";
    /** Its path. */
    readonly file: string;
    /** Bytes that are there. */
    readonly done: number;
    /** Bytes in all, or null where the hub does not say. */
    readonly of: number | null;
  }
  | {
    /** Texts become vectors. */
    readonly stage: "embed";
    /** Different texts that have one, those of the cache among them. */
    readonly done: number;
    /** Different texts. */
    readonly of: number;
  };

/** What {@linkcode embedTexts} needs to know. */
export interface EmbedOptions {
  /** The encoder. */
  readonly model: TextModel;
  /** Folder in which vectors are kept, of all models. */
  readonly cache: string;
  /** Folder of models, `<id>/onnx/model.onnx` and so on; without it `models` below `cache`. */
  readonly models?: string;
  /**
   * Where a model comes from that lies nowhere: an address as `https://huggingface.co`, or null for
   * nowhere. Without it, what `hubAddress()` says.
   */
  readonly hub?: string | null;
  /** Told after every step. */
  readonly progress?: (progress: EmbedProgress) => void;
  /** Ends the embedding; what is done is kept. */
  readonly signal?: AbortSignal;
}
