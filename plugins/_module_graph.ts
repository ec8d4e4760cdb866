import { join } from "node:path";
import { HOUSE } from "./_house.ts";

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
 * see them: with the house's configuration, nothing from the network. Nothing is run.
 */
export async function moduleGraph(entry: string): Promise<GraphModule[]> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--quiet", "--no-remote", "--no-npm", "--no-lock"]
      .concat("--config", join(HOUSE, "deno.json"), entry),
    env: { NO_COLOR: "1" },
  }).output();
  if (!success) {
    throw new Error(`Cannot inspect "${entry}": ${new TextDecoder().decode(stderr).trim()}`);
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
