import { totalmem } from "node:os";
import { UserError } from "../core/user_error.ts";
import type { Kernels } from "../nn/mod.ts";
import type { Device } from "../plugins/contract/mod.ts";
import { type Limits, limits } from "../plugins/limits.ts";
import { parseBytes } from "../plugins/parse_bytes.ts";
import { parseDuration } from "../plugins/parse_duration.ts";
import { refuseTooMuch } from "../plugins/refuse_too_much.ts";
import { loadProtocol } from "../protocols/load_protocol.ts";
import { findMethods } from "../runs/find_methods.ts";
import type { TextOptions } from "../runs/text_options.ts";
import { fromHere } from "./from_here.ts";
import { parseColumns } from "./parse_columns.ts";
import { parseDevice } from "./parse_device.ts";
import { parseKernels } from "./parse_kernels.ts";
import { parseOptions } from "./parse_options.ts";
import { pluginSource } from "./plugin_source.ts";
import { readConfig } from "./read_config.ts";
import { readTextOptions } from "./read_text_options.ts";
import { wholeNumber } from "./whole_number.ts";

/** What `deno task bench` without a command runs. */
const QUICK: Readonly<Record<string, string>> = {
  data: "tundra-small",
  protocol: "leave-one-out-99@1",
  methods: "random,popularity,rare_first,item_knn,markov,sasrec",
  seeds: "2",
  jobs: String(Math.min(2, navigator.hardwareConcurrency)),
  "limit-memory": "2GB",
};

/** The options of `bench run` and `bench plan`, checked. */
export interface RunOptions {
  readonly data: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly sharedItems: boolean;
  /** Name of the protocol; `/arm` behind it asks one arm, all of them otherwise. */
  readonly protocol: string;
  readonly methods: readonly string[];
  /** Paths of folders and files; what was named by an address is fetched. */
  readonly plugins: readonly string[];
  readonly config: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly seeds: number;
  readonly jobs: number;
  /** Configs that a method with a search space may try; 1 = its defaults. */
  readonly trials: number;
  /** Whether methods sit each domain alone, too. */
  readonly transferGain: boolean;
  /** How texts become vectors, where a method needs them. */
  readonly texts: TextOptions;
  /** Absolute path; nobody has looked whether it can be written. */
  readonly out: string;
  readonly device: Device;
  readonly kernels: Kernels;
  readonly limits: Limits;
  readonly inProcess: boolean;
  readonly force: boolean;
  readonly json: boolean;
}

/**
 * Reads the options of `bench run` and `bench plan`, and refuses at once what can be refused without
 * looking at the data: unknown names, limits that the machine cannot keep.
 *
 * @throws {UserError} on the first of them, or on a plugin that cannot be fetched
 */
export async function readRunOptions(args: string[], quick: boolean): Promise<RunOptions> {
  const options = parseOptions(args, {
    string: [
      ...["data", "protocol", "methods", "seeds", "jobs", "out", "config", "columns", "device"],
      ...["kernels", "trials", "limit-time", "limit-memory", "text-model", "text-models"],
    ],
    collect: ["plugin"],
    boolean: ["shared-items", "transfer-gain", "in-process", "force", "json"],
  });
  if (options.words.length) {
    throw new UserError(
      `Cannot understand "${options.words[0]}": expected options, such as --data <id|file>`,
    );
  }
  const need = (name: string): string => {
    const value = options.string(name) ?? (quick ? QUICK[name] : undefined);
    if (value !== undefined) return value;
    if (name === "methods" && options.list("plugin").length) return "";
    throw new UserError(`Cannot run without --${name}: missing, expected --${name} <value>`);
  };
  const number = (name: string, otherwise: string): number =>
    wholeNumber(name, options.string(name) ?? (quick ? QUICK[name] : otherwise));
  const memory = options.string("limit-memory") ?? (quick ? QUICK["limit-memory"] : undefined);
  const time = options.string("limit-time");
  const device = parseDevice(options.string("device") ?? "wasm");
  const methods = need("methods").split(",").filter((id) => id !== "" && id !== "next_id");
  const read = {
    data: need("data"),
    columns: parseColumns(options.string("columns")),
    sharedItems: options.on("shared-items"),
    protocol: await knownProtocol(need("protocol")),
    methods: (await findMethods(methods)).map(({ id }) => id),
    plugins: await Promise.all(options.list("plugin").map(pluginSource)),
    config: await readConfig(options.string("config")),
    seeds: number("seeds", "5"),
    jobs: number("jobs", "1"),
    trials: wholeNumber("trials", options.string("trials") ?? "1"),
    transferGain: options.on("transfer-gain"),
    texts: await readTextOptions({
      model: options.string("text-model"),
      models: options.string("text-models"),
    }),
    out: fromHere(options.string("out") ?? "results"),
    device,
    kernels: parseKernels(options.string("kernels"), device),
    limits: limits({
      ...(memory === undefined ? {} : { memoryBytes: parseBytes(memory) }),
      ...(time === undefined ? {} : { cpuSeconds: parseDuration(time) }),
    }),
    inProcess: options.on("in-process"),
    force: options.on("force"),
    json: options.on("json"),
  };
  const { jobs, limits: { memoryBytes } } = read;
  refuseTooMuch({ jobs, memoryBytes, machineBytes: totalmem() });
  return read;
}

/** The name, if there is such a protocol; which arms it has depends on the data. */
async function knownProtocol(name: string): Promise<string> {
  await loadProtocol(name.split("/", 1)[0]);
  return name;
}
