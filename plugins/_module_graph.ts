import { join } from "node:path";
import { HOUSE } from "./_house.ts";
import { PluginFailure } from "./plugin_failure.ts";
import { wallTools } from "./_wall_tools.ts";

/** Bytes for a look at imports, stacks of each core's threads among them; it takes 0.1 GB. */
const BYTES_MAX = (2048 + 16 * navigator.hardwareConcurrency) * 2 ** 20;

/** Seconds for it, of the clock and of CPU time; it takes a hundredth of one. */
const SECONDS_MAX = 60;

/** A module of a graph. */
export interface GraphModule {
  /** Its URL. */
  readonly specifier: string;
  /** Why it could not be read or parsed. */
  readonly error?: string;
  /** What it imports. */
  readonly dependencies: readonly GraphDependency[];
}

/** One specifier of a module: its first place, if it is written more than once. */
export interface GraphDependency {
  /** As written. */
  readonly specifier: string;
  /** The URL that it stands for, if it stands for any. */
  readonly resolved?: string;
  /** Whether it is loaded when the module runs: false where only types are imported. */
  readonly loaded: boolean;
  /** Line, counted from 1. */
  readonly line: number;
  /** Column, counted from 1. */
  readonly column: number;
}

/** What `deno info --json` prints, as far as it is of use. */
interface Info {
  readonly modules: readonly {
    readonly specifier: string;
    readonly error?: string;
    readonly dependencies?: readonly {
      readonly specifier: string;
      readonly code?: Resolution;
      readonly type?: Resolution;
    }[];
  }[];
}

interface Resolution {
  readonly specifier?: string;
  readonly span?: { readonly start: { readonly line: number; readonly character: number } };
}

/**
 * The modules that a file brings along, by Deno's own parser and resolver, as the wall's process will
 * see them: with the house's configuration, nothing from the network. Nothing is run. But what a
 * static import names is read before anybody can refuse it, and that may have no end: `/dev/zero`,
 * a pipe. So the look has limits of its own.
 *
 * @param name the plugin's name, for errors
 * @throws {PluginFailure} "inspect" if Deno gives up, or is made to
 */
export async function moduleGraph(entry: string, name: string): Promise<GraphModule[]> {
  const { prlimit } = wallTools();
  const line = [
    ...prlimit ? [prlimit, `--data=${BYTES_MAX}`, `--cpu=${SECONDS_MAX}`, "--core=0"] : [],
    ...[Deno.execPath(), "info", "--json", "--quiet", "--no-remote", "--no-npm", "--no-lock"],
    ...["--config", join(HOUSE, "deno.json"), entry],
  ];
  const { success, stdout, stderr, signal } = await new Deno.Command(line[0], {
    args: line.slice(1),
    env: { NO_COLOR: "1" },
    stdin: "null",
    signal: AbortSignal.timeout(SECONDS_MAX * 1000),
  }).output();
  if (!success) {
    const [, said = signal ?? "it ended"] =
      /^error: (.+)$/m.exec(new TextDecoder().decode(stderr)) ?? [];
    throw new PluginFailure(
      "inspect",
      `Cannot use "${name}": Deno cannot tell what it imports (${said}), expected modules of its own`,
    );
  }
  const info: Info = JSON.parse(new TextDecoder().decode(stdout));
  return info.modules.map(({ specifier, error, dependencies = [] }) => ({
    specifier,
    ...error !== undefined && { error },
    dependencies: dependencies.map(({ specifier, code, type }) => {
      const { specifier: resolved, span } = code ?? type ?? {};
      return {
        specifier,
        ...resolved !== undefined && { resolved },
        loaded: code !== undefined,
        line: (span?.start.line ?? 0) + 1,
        column: (span?.start.character ?? 0) + 1,
      };
    }),
  }));
}
