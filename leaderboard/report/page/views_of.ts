import type { ReportTask } from "../report_data.ts";
import type { View } from "./view.ts";

/** The views that have something to tell. */
export function viewsOf({ groups, rows }: ReportTask): View[] {
  const isIn = (kind: string) => groups.some((group) => group.kind === kind);
  const isKnown = rows.some(({ runs }) => runs.some(([, , , , costs]) => costs !== null));
  return [
    "metrics",
    ...(isIn("domain") ? ["domains" as const] : []),
    ...(isIn("slice") ? ["slices" as const] : []),
    "pools",
    ...(isKnown ? ["costs" as const] : []),
  ];
}
