import type { RunResult } from "./schema/run_record.ts";

/** A protocol's name as people write it: `id@version`, and `/arm` of an arm. */
export function protocolName({ id, version, arm }: RunResult["protocol"]): string {
  return `${id}@${version}${arm === undefined ? "" : `/${arm}`}`;
}
