import { readResults } from "../leaderboard/read_results.ts";
import { formatBytes } from "../plugins/format_bytes.ts";
import { protocolName } from "../protocols/protocol_name.ts";
import { gatherExams } from "../runs/gather_exams.ts";
import { kernelsOf } from "../runs/kernels_of.ts";
import { knownCosts } from "../runs/costs/known_costs.ts";
import { planCosts } from "../runs/costs/plan_costs.ts";
import { planTotal } from "../runs/costs/plan_total.ts";
import { here } from "./here.ts";
import { interruptSignal } from "./interrupt_signal.ts";
import { planTable } from "./plan_table.ts";
import { readRunOptions } from "./read_run_options.ts";
import { textPrinter } from "./text_printer.ts";
import { towardsHere } from "./towards_here.ts";

/**
 * `bench plan`: what `bench run` with the same options would do, and what it would cost. Methods are
 * asked who they are, the data is read and the tasks are frozen; where a method needs text, it is
 * embedded, for the key of a run hangs on the vectors. Nothing is fitted, no result is written.
 *
 * @returns the exit code: 1 if a plugin could not run
 */
export async function planCommand(args: string[]): Promise<number> {
  const options = await readRunOptions(args, false);
  const { out, inProcess, json, device, kernels, limits, jobs } = options;
  const shared = { device, kernels, inProcess, limits, signal: interruptSignal() };
  const recorded = await kernelsOf(shared);
  const embedding = textPrinter({ quiet: json });
  const gathering = { ...shared, folder: here(), onText: embedding.event };
  const asked = await gatherExams(options, gathering).finally(embedding.end);
  const costs = await knownCosts((await readResults(out)).map(({ record }) => record));
  const seeds = Array.from({ length: options.seeds }, (_, i) => i + 1);
  const how = { ...options, seeds, kernels: recorded, costs };
  const plans = await Promise.all(asked.tasks.map(async ({ task, exams }) => ({
    protocol: protocolName(task.protocol),
    dataset: asked.corpus.id,
    domains: task.corpus.catalogue.domains,
    fingerprint: task.fingerprint,
    testCases: task.counts.testCases,
    validationCases: task.counts.validationCases,
    entries: await planCosts(exams, how),
  })));
  const total = planTotal(plans.flatMap(({ entries }) => entries), jobs);
  const refused = asked.refused.map(({ source, failure: { code, message } }) => (
    { who: towardsHere(source), code, message }
  ));
  if (json) console.log(JSON.stringify({ tasks: plans, total, refused }, null, 2));
  else {
    for (const { protocol, dataset, domains, testCases, validationCases, entries } of plans) {
      console.log(
        `${protocol} on ${dataset}: ${testCases} test cases, ${validationCases} for validation\n\n` +
          `${planTable(entries, domains).join("\n")}\n`,
      );
    }
    console.log(told(total, jobs));
    for (const { who, message } of refused) console.error(`${who} would not run: ${message}`);
  }
  return refused.length ? 1 : 0;
}

function told(
  { trials, runs, kept, unknown, hours, memoryBytes }: ReturnType<typeof planTotal>,
  jobs: number,
): string {
  const least = unknown > 0 ? "at least " : "";
  return [
    `${trials} trials and ${runs} runs to make, ${kept} kept from before.`,
    `With ${jobs} side by side: ${least}${hours.toFixed(hours < 1 ? 3 : 1)} h, ` +
    `${least}${formatBytes(memoryBytes)} of memory.`,
    ...(unknown > 0 ? [`Of ${unknown} of them nothing is known.`] : []),
  ].join("\n");
}
