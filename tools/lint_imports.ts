import { basename, dirname, join } from "node:path/posix";
import { mayImport } from "./may_import.ts";
import { repositoryPath } from "./repository_path.ts";

/** Says what is wrong with an import, if anything is: both are paths relative to the repository. */
type Check = (file: string, imported: string) => string | undefined;

/** Runs a check on everything a file imports or re-exports under a name that stands in the text. */
function rule(check: Check): Deno.lint.Rule {
  return {
    create(context) {
      const file = repositoryPath(context.filename);
      const visit = (source: Deno.lint.Node | null) => {
        if (source?.type !== "Literal" || typeof source.value !== "string") return;
        const isPath = /^\.{1,2}\//.test(source.value);
        const imported = isPath ? join(dirname(file), source.value) : source.value;
        const message = check(file, imported);
        if (message) context.report({ node: source, message });
      };
      return {
        ImportDeclaration: ({ source }) => visit(source),
        ExportAllDeclaration: ({ source }) => visit(source),
        ExportNamedDeclaration: ({ source }) => visit(source),
        ImportExpression: ({ source }) => visit(source),
        TSImportType: ({ argument }) =>
          visit(argument.type === "TSLiteralType" ? argument.literal : argument),
      };
    },
  };
}

const layers: Check = (file, imported) =>
  mayImport(file, imported)
    ? undefined
    : `Cannot import "${imported}" from "${file}": not in the table of tools/import_table.ts`;

const ownPrivate: Check = (file, imported) =>
  !basename(imported).startsWith("_") || file.startsWith(`${dirname(imported)}/`)
    ? undefined
    : `Cannot import "${imported}" from "${file}": private to the folder "${dirname(imported)}"`;

/** The lint rules on imports: one way between folders, and `_x.ts` only inside its own folder. */
const plugin: Deno.lint.Plugin = {
  name: "imports",
  rules: { layers: rule(layers), private: rule(ownPrivate) },
};
export default plugin;
