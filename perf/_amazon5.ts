import { fileURLToPath } from "node:url";

/** Path of `amazon5.csv.gz`, which lies beside the checkout and is no part of it. */
export function amazon5(): string {
  const path = fileURLToPath(new URL("../../shared/data/amazon5.csv.gz", import.meta.url));
  try {
    Deno.statSync(path);
  } catch {
    throw new Error("Cannot measure on amazon5: ../shared/data/amazon5.csv.gz is not there");
  }
  return path;
}
