import type { AnySchemaObject } from "ajv/dist/2020.js";

/** An older version of a kind of document, and what makes the next version of it. */
export interface Migration {
  /**
   * The JSON Schema of the older version: its `properties.schema.const` is what such a document bears,
   * `permafrost/<kind>@<version>`. A document is held against it before the step sees it.
   */
  readonly from: AnySchemaObject;
  /**
   * The document in the next version; its own is not changed. What it says in `schema` does not count:
   * the reader puts the next version's name there.
   */
  step(document: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}
