import { assert, assertEquals } from "@std/assert";
import { canonicalJson } from "../../core/canonical_json.ts";
import { checkMeta } from "../check_meta.ts";
import type { ConformanceCase } from "./conformance.ts";
import type { Subject } from "./_subject.ts";

/** What a method says of itself. */
export function declarationCases({ method, id, readme }: Subject): ConformanceCase[] {
  const { meta, defaults } = method;
  return [
    {
      name: "meta is complete and names the folder",
      run: sync(() => {
        assertEquals(checkMeta(meta, id), meta);
        assertEquals(meta.id, id);
      }),
    },
    {
      name: "defaults are plain JSON",
      run: sync(() => assertEquals(JSON.parse(canonicalJson(defaults)), defaults)),
    },
    {
      name: "space names config keys alone, with something to try for each",
      run: sync(() => {
        const config: Readonly<Record<string, unknown>> = { ...defaults };
        const space: Readonly<Record<string, unknown>> = { ...method.space };
        for (const [key, values] of Object.entries(space)) {
          assert(Object.hasOwn(config, key), `"${key}" is no config key`);
          if (Array.isArray(values)) {
            assert(values.length > 0, `Nothing to try for "${key}"`);
            assertEquals(values.filter((each) => typeof each !== typeof config[key]), []);
          } else {
            assert(isRange(values), `"${key}" is neither a list nor a range`);
          }
        }
      }),
    },
    {
      name: "README has every config key in a table, with its default",
      run: sync(() => {
        assert(readme.trim().length > 0, "README is empty");
        for (const [key, value] of Object.entries(defaults)) {
          // A row of `## Config`: | `key` | default | … |, the default as JSON, in backticks or not.
          const [, said] = readme.match(new RegExp(`^\\| \`${key}\` +\\|([^|]*)\\|`, "m")) ?? [];
          assert(said !== undefined, `README has no row for "${key}", expected its default`);
          assertEquals(JSON.parse(said.trim().replace(/^`(.*)`$/, "$1")), value, key);
        }
      }),
    },
  ];
}

function isRange(value: unknown): boolean {
  return typeof value === "object" && value !== null && "min" in value && "max" in value &&
    typeof value.min === "number" && typeof value.max === "number" && value.min < value.max;
}

/** A check without a wait, as a case's `run`: what it throws is a rejection. */
function sync(check: () => void): () => Promise<void> {
  return () => Promise.resolve().then(check);
}
