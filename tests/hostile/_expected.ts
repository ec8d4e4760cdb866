import type { PluginFailureCode } from "../../plugins/plugin_failure.ts";

/** How a hostile plugin has to end. */
export type Expected =
  /** Before anything of it runs as a method. */
  | { readonly end: "refused"; readonly codes: readonly PluginFailureCode[]; readonly line: RegExp }
  /** In its run. */
  | { readonly end: "failed"; readonly codes: readonly PluginFailureCode[]; readonly line: RegExp }
  /** With a row: the very marks of who ties all candidates, or none that are better than a control's. */
  | { readonly end: "tied" }
  | {
    readonly end: "done";
    readonly below: "random" | "popularity";
    /** Whether it is marked as one who learns from its queries; "maybe" if its scores hang on time. */
    readonly stateful?: boolean | "maybe";
  };

/** The end of an exam of a hundred queries that gained nothing. */
const TIED = { end: "tied" } as const, CHANCE = { end: "done", below: "random" } as const;

const refused = (code: PluginFailureCode, line: RegExp): Expected => ({
  end: "refused",
  codes: [code],
  line,
});
const failed = (code: PluginFailureCode, line: RegExp): Expected => ({
  end: "failed",
  codes: [code],
  line,
});

/** Or by the guard on the time that the host waits, where the machine has much else to do. */
const slowly = (code: PluginFailureCode, line: RegExp): Expected => ({
  end: "failed",
  codes: [code, "wall-time"],
  line: new RegExp(`${line.source}|: no answer in time, expected at most 12 s of waiting$`),
});

/** What each folder of this folder has to end like. Lines are matched from "Cannot" to their end. */
export const EXPECTED: Readonly<Record<string, Expected>> = {
  reads_by_import: refused(
    "inspect",
    /^Cannot use ".+": method\.js:\d+:\d+ imports "\.\.\/answers/,
  ),
  reads_by_node: refused("inspect", /: method\.js:\d+:30 imports "node:fs", expected /),
  reads_by_symlink: refused("inspect", /: answers\.json is a symlink, expected regular files$/),
  imports_without_end: refused("inspect", /: method\.js:\d+:8 imports "file:\/\/\/dev\/zero", /),
  nests_its_code: refused("inspect", /^Cannot use ".+": Deno cannot tell what it imports \(.+\), /),
  lies_in_its_manifest: refused(
    "inspect",
    /: its code has SHA-256 [0-9a-f]{64}, expected 0{64} as /,
  ),
  lies_about_its_contract: refused("contract", /: its contract is 2, expected contract 1$/),
  claims_next_id: refused("contract", /: its id "next_id" is built in, expected one of its own$/),
  has_two_faces: refused("contract", /: its id "popularity" is built in, /),
  claims_popularity: refused("contract", /: its id "popularity" is built in, /),
  speaks_to_the_terminal: refused(
    "contract",
    /: its meta\.version is "1\.0\.0\\u001b\]0;owned\\u0007"/,
  ),
  has_an_endless_id: refused(
    "contract",
    /: its meta\.id is "x{98}…, expected at most 100 characters$/,
  ),
  hides_in_its_title: refused(
    "contract",
    /: its meta\.title is not well-formed Unicode, expected /,
  ),
  forges_infinity: refused(
    "output",
    /: values of which "ready"\.defaults\.k is Infinity, expected /,
  ),
  forges_a_tower: refused(
    "output",
    /: values of which "ready"\.defaults\.k[[\]0]+ is nested over 64 /,
  ),
  answers_before_it_is_asked: refused("output", /: a frame of kind \d+, expected kind 1$/),

  // First, so that others run while it sits.
  sits_on_time: failed("wall-time", /: no answer in time, expected at most 12 s of waiting$/),
  writes_to_stdout: failed("output", /: bytes "scores: 1 1 ", expected a frame$/),
  answers_twice: failed("protocol", /: scores of question \d, expected those of \d$/),
  answers_for_another: failed(
    "protocol",
    /: scores of question {"toString":null,"\\u001b\[2J":1}, expected those of \d$/,
  ),
  claims_a_huge_frame: failed("output", /: a message of 68719476736 bytes, expected at most \d+$/),
  forges_an_error: failed(
    "crash",
    /^Cannot finish "forges_an_error": it threw ": ", expected none$/,
  ),
  returns_getters: failed("crash", /^Cannot score with ".+": it threw "Error: read by \d+" at /),
  changes_its_length: failed("output", /: a piece of \d+ bytes, expected \d+$/),
  floods_stderr: failed("output", /: too much on stderr, expected at most 16000000 bytes$/),
  floods_stdout: failed(
    "output",
    /: (too much on stdout|a message of \d+ bytes), expected at most /,
  ),
  hands_over_too_much: failed("output", /: a message of 600000000 bytes, expected at most \d+$/),
  sits_on_memory: slowly("memory", /: its process ran out of memory, expected at most 1\.0 GB$/),
  sits_on_cpu: slowly("cpu-time", /: its process ran out of CPU time, expected at most 3 s$/),
  ends_with_a_lie: failed("crash", /exit code 9 \("�\[2J�\[31mpopularity failed�0m�"\), expected /),
  throws_escapes: failed(
    "crash",
    /: it threw "�\]8;;http:\/\/127.*Click: no�\[2J�\[H markov seed 1: /,
  ),
  throws_too_much: failed(
    "crash",
    /^Cannot fit ".+": it threw "Error: (🙂){190,200}�?" at method\.js/,
  ),
  throws_what_is_no_text: failed("crash", /: it threw "Error: x�{399}" at method\.js:\d+:\d+, /),
  throws_what_throws: failed(
    "crash",
    /: its process ended with exit code 1 \(.*not so.*\), expected /,
  ),
  validates_without_end: slowly(
    "validations",
    /: it called validate\(\) 501 times, expected at most 500$/,
  ),
  says_it_kept: failed("crash", /: it threw "Error: run 0 of many" at /),
  patches_json: failed("protocol", /: scores of question \d, expected those of \d$/),

  reads_while_it_runs: TIED,
  imports_while_it_runs: TIED,
  reads_the_cache: TIED,
  reads_the_environment: TIED,
  calls_home: TIED,
  reads_its_parent: TIED,
  forks: TIED,
  hides_a_worker: TIED,
  leaves_state: TIED,
  patches_prototypes: TIED,
  shares_its_scores: TIED,
  claims_more_than_it_is: TIED,
  scores_nothing: CHANCE,
  ties_everything: CHANCE,
  times_its_messages: { ...CHANCE, stateful: "maybe" },
  guesses_the_first: CHANCE,
  guesses_by_index: CHANCE,
  guesses_by_time: CHANCE,
  undoes_the_shuffle: CHANCE,
  redraws_negatives: CHANCE,
  counts_candidates: { end: "done", below: "popularity", stateful: true },
  learns_from_queries: { end: "done", below: "popularity", stateful: true },
  remembers_what_it_said: { end: "done", below: "popularity" },
  reads_by_validation: { end: "done", below: "popularity" },
};
