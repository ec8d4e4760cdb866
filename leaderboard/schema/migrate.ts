import type { AnySchemaObject } from "ajv/dist/2020.js";
import { UserError } from "../../core/user_error.ts";
import type { Migration } from "./migration.ts";

/** What a document may be, and how it is held against a schema. */
export interface MigrateOptions {
  /** What it is called in messages. */
  readonly what: string;
  /** The schema of the newest version. */
  readonly newest: AnySchemaObject;
  /** Older versions, the oldest first. */
  readonly older: readonly Migration[];
  /** Throws if a document is not what a schema describes. */
  check(document: unknown, schema: AnySchemaObject): void;
}

/**
 * A document of any version that is read, made one of the newest version, step by step: it is checked
 * in its own version before the first step, and in each version that a step makes.
 *
 * @throws {UserError} if its version is not read: what it is, and which are
 * @throws what `check` throws
 *
 * @example
 * ```ts
 * import { migrate } from "./migrate.ts";
 * const version = (n: number) => ({ properties: { schema: { const: `permafrost/note@${n}` } } });
 * const older = [{ from: version(1), step: ({ text }: { text?: unknown }) => ({ texts: [text] }) }];
 * const note = { schema: "permafrost/note@1", text: "hello" };
 * const made = migrate(note, { what: "note", newest: version(2), older, check: () => {} });
 * if (JSON.stringify(made) !== '{"texts":["hello"],"schema":"permafrost/note@2"}') {
 *   throw new Error("not migrated");
 * }
 * ```
 */
export function migrate(document: unknown, options: MigrateOptions): unknown {
  const { newest, older, check } = options;
  const schemas = [...older.map(({ from }) => from), newest], names = schemas.map(nameOf);
  const name = isObject(document) ? document.schema : undefined;
  let at = names.findIndex((each) => each === name);
  if (at < 0) {
    if (typeof name === "string") throw unread(name, names, options.what);
    at = names.length - 1; // no version at all: the newest schema says what is wrong
  }
  let made = document;
  check(made, schemas[at]);
  for (; at < older.length; at++) {
    if (!isObject(made)) {
      throw new TypeError(`Cannot migrate ${names[at]}: no object, expected one`);
    }
    made = { ...older[at].step(made), schema: names[at + 1] };
    check(made, schemas[at + 1]);
  }
  return made;
}

function nameOf(schema: AnySchemaObject): string {
  return schema.properties.schema.const;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unread(name: string, names: readonly string[], what: string): UserError {
  const parts = (name: string) => /^(.*)@(\d+)$/.exec(name)?.slice(1) ?? [name, "NaN"];
  const [kind, version] = parts(name), [ours, newest] = parts(names[names.length - 1]);
  const why = kind !== ours
    ? "another kind of document"
    : Number(version) > Number(newest)
    ? "newer than this program"
    : "a version that is not read";
  const read = names.map((each) => `"${each}"`).join(" or ");
  return new UserError(
    `Cannot read the ${what}: $.schema is ${JSON.stringify(name)}, ${why}, expected ${read}`,
  );
}
