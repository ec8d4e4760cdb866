import { join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { fromHere } from "./from_here.ts";
import { parseOptions } from "./parse_options.ts";
import { towardsHere } from "./towards_here.ts";

/** `bench report`: a results folder as one HTML page. */
export async function reportCommand(args: string[]): Promise<number> {
  const options = parseOptions(args, { string: ["out"] });
  if (options.words.length > 1) {
    throw new UserError(
      `Cannot report "${options.words[1]}" too: expected one results folder at a time`,
    );
  }
  const results = fromHere(options.words[0] ?? "results"), out = options.string("out");
  const to = out === undefined ? join(results, "report.html") : fromHere(out);
  // Charts take a moment to load, which no other command has to wait for.
  const { writeReport } = await import("./write_report.ts");
  await writeReport(results, to);
  console.log(`Report: ${towardsHere(to)}`);
  return 0;
}
