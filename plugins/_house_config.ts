import { join } from "node:path";
import { HOUSE } from "./_house.ts";

/** What of the checkout's `deno.json` packed plugins are told. */
export interface HouseConfig {
  /** Version of the package. */
  readonly version: string;
  /** Where its bare specifiers lead. */
  readonly imports: Readonly<Record<string, string>>;
}

/** Reads the checkout's `deno.json`. */
export async function houseConfig(): Promise<HouseConfig> {
  return JSON.parse(await Deno.readTextFile(join(HOUSE, "deno.json")));
}
