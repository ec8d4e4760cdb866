import type { Search } from "../leaderboard/schema/search.ts";
import type { MethodMeta } from "../plugins/contract/mod.ts";
import type { PluginCopy } from "../plugins/plugin_copy.ts";
import type { ItemTexts } from "./item_texts.ts";

/** Who sits the exam: a plugin behind the wall, or a control that runs on the host. */
export type Examinee =
  | {
    /** Tag. */
    readonly kind: "plugin";
    /** Whether it runs with every task to show what needs no learning. */
    readonly role: "method" | "control";
    /** Its code, copied and hashed. */
    readonly copy: PluginCopy;
    /** What it needs. */
    readonly meta: MethodMeta;
    /** What it says of itself. */
    readonly about: About;
    /** Defaults with what the person chose put over them, or what a search has found. */
    readonly config: Readonly<Record<string, unknown>>;
    /** Vectors of the items' texts, if it needs them. */
    readonly texts?: ItemTexts;
    /** What a search may try, as the method says; without what the person chose. */
    readonly space?: Readonly<Record<string, unknown>>;
    /** How the config was found, if it was looked for, and seconds of each trial. */
    readonly found?: { readonly search: Search; readonly seconds: readonly number[] };
  }
  | {
    /** Tag. */
    readonly kind: "host";
    /** Always a control. */
    readonly role: "control";
    /** What it says of itself. */
    readonly about: About;
    /** Hash of its code. */
    readonly closure: string;
  };

/** What a record says of a method. */
export interface About {
  /** Method id. */
  readonly id: string;
  /** Its version. */
  readonly version: string;
  /** Title for a table. */
  readonly title: string;
  /** `paper`, `released` or `original`. */
  readonly variant: string;
  /** Where it was published. */
  readonly citation: string;
  /** Id of the variant that learns from one domain alone: the base of RelaImpr. */
  readonly singleDomain?: string;
}
