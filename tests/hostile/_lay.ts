import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RandomStream } from "../../core/random_stream.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** The hostile plugins: the folders of this folder. */
export function hostilePlugins(): string[] {
  return [...Deno.readDirSync(HERE)].filter(({ isDirectory }) => isDirectory)
    .map(({ name }) => name).sort();
}

/** Text of a hostile plugin's module. */
export function sourceOf(name: string): string {
  return Deno.readTextFileSync(join(HERE, name, "method.js"));
}

/**
 * Lays the hostile plugins in a folder of a person, with what only a person can lay: a symlink, and the
 * paths that somebody has told them.
 */
export function lay(folder: string, told: Readonly<Record<string, string>>): void {
  for (const name of hostilePlugins()) {
    Deno.mkdirSync(join(folder, name), { recursive: true });
    let text = sourceOf(name);
    for (const [word, means] of Object.entries(told)) text = text.replaceAll(word, means);
    Deno.writeTextFileSync(join(folder, name, "method.js"), text);
  }
  Deno.copyFileSync(join(HERE, "answers.json"), join(folder, "answers.json"));
  Deno.symlinkSync(join(folder, "answers.json"), join(folder, "reads_by_symlink", "answers.json"));
}

/** A log of 120 users, called 1, 2, 3 … as in many data sets, in one domain. */
export function csv(): string {
  const lines = ["user_id,item_id,timestamp"];
  for (let user = 1; user <= 120; user++) {
    const stream = RandomStream.from(5, "hostile", user);
    for (let event = 0; event < 9; event++) {
      const item = 1 + Math.floor(400 * stream.float() * stream.float());
      lines.push(`${user},i${item},${1.6e9 + 86400 * (20 * event + stream.below(20))}`);
    }
  }
  return lines.join("\n") + "\n";
}
