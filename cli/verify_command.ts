import { join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { verifyResults } from "../leaderboard/verify.ts";
import { fromHere } from "./from_here.ts";
import { parseOptions } from "./parse_options.ts";
import { towardsHere } from "./towards_here.ts";

/** `bench verify`: recomputes every metric from the binary files and checks every hash. */
export async function verifyCommand(args: string[]): Promise<number> {
  const options = parseOptions(args, { boolean: ["json"] });
  if (options.words.length > 1) {
    throw new UserError(
      `Cannot verify "${options.words[1]}" too: expected one results folder at a time`,
    );
  }
  const folder = fromHere(options.words[0] ?? "results");
  const problems = (await verifyResults(folder))
    .map(({ file, problem }) => ({ file: towardsHere(join(folder, file)), problem }));
  if (options.on("json")) console.log(JSON.stringify({ problems }, null, 2));
  else {
    for (const { file, problem } of problems) console.log(`${file}: ${problem}`);
    console.log(problems.length ? `${problems.length} problem(s).` : "Everything is as recorded.");
  }
  return problems.length ? 1 : 0;
}
