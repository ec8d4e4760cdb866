/**
 * The part of `jsr:@std/cli` that this project uses, over minimist, for machines without JSR.
 *
 * @module
 */
export * from "./parse_args.ts";
