import type { ColumnMapping } from "./column_mapping.ts";

/** One dataset of the registry: what its `dataset.json` says, and its id, which is its folder's name. */
export type DatasetEntry = SyntheticDataset | FileDataset;

/** A dataset that a generator makes. */
export interface SyntheticDataset {
  /** Its folder's name. */
  readonly id: string;
  /** That it is made. */
  readonly kind: "synthetic";
  /** By what. */
  readonly generator: "tundra";
  /** One line for a list. */
  readonly title: string;
  /** The generator's config. */
  readonly config: unknown;
  /** `corpusSha256` of what the generator makes of it. */
  readonly sha256: string;
}

/** A dataset that lies in a file. */
export interface FileDataset {
  /** Its folder's name. */
  readonly id: string;
  /** That it is read. */
  readonly kind: "file";
  /** One line for a list. */
  readonly title: string;
  /** The file, from the dataset's folder; or else `url` says where to get it. */
  readonly path?: string;
  /** Where to get the file on first use; it is kept. */
  readonly url?: string;
  /** SHA-256 of the file as it lies on disk. */
  readonly sha256: string;
  /** What the file calls its columns. */
  readonly columns?: ColumnMapping;
  /** Whether the same raw id in several domains is the same thing. */
  readonly sharedItems?: boolean;
  /** Under what terms it may be used. */
  readonly licence: string;
  /** Whom to cite. */
  readonly citation: string;
}
