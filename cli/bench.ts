/**
 * `deno task bench`: argument parsing and printing only.
 *
 * @module
 */
import { compareCommand } from "./compare_command.ts";
import { exportCommand } from "./export_command.ts";
import { importCommand } from "./import_command.ts";
import { listCommand } from "./list_command.ts";
import { mainWith } from "./main_with.ts";
import { planCommand } from "./plan_command.ts";
import { reportCommand } from "./report_command.ts";
import { runCommand } from "./run_command.ts";
import { submitCommand } from "./submit_command.ts";
import { verifyCommand } from "./verify_command.ts";

const USAGE = `Usage: deno task bench [command] [options]

  (none)     the quick suite on tundra-small: a table, results/leaderboard.json and report.html
  run        --data <id|file> --protocol <id> --methods a,b [--plugin dir|file|url] [--seeds 5] [--jobs 2]
             [--out results] [--config file.json] [--columns user_id=…,item_id=…] [--shared-items]
             [--device wasm|cpu|webgpu] [--kernels relaxed|strict] [--limit-time 1h]
             [--limit-memory 4GB] [--trials N] [--transfer-gain] [--text-model tiny|multilingual|file]
             [--text-models folder] [--in-process] [--force] [--json]
  plan       the same options: what run would make, in how many hours, with how much memory
  list       [datasets|protocols|methods|metrics|text-models] [--json]
  compare    A.json [B.json] [--baseline <method>] [--json], or A.json --paper <id> [--json]
  verify     [results] [--json]
  submit     --check <results|runs/key.json> [--plugin dir|file|url] [--data <id|file>] [--seed 1] [--json]:
             whether somebody's runs are what they say
  report     [results] [--out report.html]: a leaderboard as a page that needs nothing but itself
  export     [results] --to trec|csv --out folder, or --data <id|file> --to recbole --out folder
             [--columns user_id=…,item_id=…]: what other suites and tables read
  import     --run run.txt --qrels qrels.txt [--metrics NDCG@10,HR@10,MRR] [--json]: a TREC run's marks

Paths are seen from the folder you stand in. Exit code: 0 all good, 1 a run failed, 2 wrong usage.`;

if (import.meta.main) {
  await mainWith({
    usage: USAGE,
    commands: {
      run: (args) => runCommand(args),
      plan: planCommand,
      list: listCommand,
      compare: compareCommand,
      verify: verifyCommand,
      submit: submitCommand,
      report: reportCommand,
      export: exportCommand,
      import: importCommand,
    },
    fallback: (args) => runCommand(args, true),
  });
}
