/**
 * The part of `jsr:@std/csv` that this project uses, over csv-parse and csv-stringify, for machines
 * without JSR.
 *
 * @module
 */
export * from "./parse.ts";
export * from "./stringify.ts";
