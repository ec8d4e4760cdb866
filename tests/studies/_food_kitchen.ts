import { fileURLToPath } from "node:url";

const path = fileURLToPath(
  new URL("../../../shared/data/food_kitchen.csv.gz", import.meta.url),
);

/** Where the real data of two Amazon domains is; undefined, and said so, if it is not there. */
export const FOOD_KITCHEN: string | undefined = await Deno.stat(path).then(() => path, () => {
  console.error(`Skipped: no ${path}, which is not part of this repository`);
  return undefined;
});
