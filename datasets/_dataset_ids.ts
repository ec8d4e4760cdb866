import { join } from "node:path";

/** Ids of a registry: its folders with a `dataset.json`, in order. */
export async function datasetIds(folder: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory && await isFile(join(folder, name, "dataset.json"))) ids.push(name);
  }
  return ids.sort();
}

function isFile(path: string): Promise<boolean> {
  return Deno.stat(path).then((info) => info.isFile, () => false);
}
