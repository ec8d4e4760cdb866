/**
 * Writes the TREC files that `trec.py` marks: `deno run -A tests/goldens/trec.ts <folder>`.
 *
 * @module
 */
import { writeExport } from "../../cli/write_export.ts";
import { exportTrec } from "../../leaderboard/interchange/export_trec.ts";
import { trecRuns } from "../../leaderboard/interchange/testing/trec_runs.ts";

if (import.meta.main) await writeExport(Deno.args[0], exportTrec(trecRuns()));
