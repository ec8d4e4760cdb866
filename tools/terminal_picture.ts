/** Pixels: of a character, between lines, around the text, of the bar on top. */
const CHARACTER = 7.83, LINE = 18, MARGIN = 24, TOP = 58;

const PLAIN = "#d8e6ee", HEAD = "#7fd1e8", RULE = "#6d8697", BEST = "#f2d48a", NOTE = "#8fa9b8";

/**
 * What a terminal shows after a command, as an SVG picture: heads of tables, the lines between, and the
 * two best rows of each table in colours of their own. The picture of the README is made by
 *
 *     deno task bench | sed -n '/ · task /,$p' | deno run tools/terminal_picture.ts "deno task bench"
 *
 * @param text what it printed, without colours
 * @param options `command` that stands on top; `label`: what is told to who does not see it
 *
 * @example
 * ```ts
 * import { terminalPicture } from "./terminal_picture.ts";
 * const svg = terminalPicture("a < b\n", { command: "ls", label: "Files" });
 * if (!svg.includes(">a\u00a0&lt;\u00a0b</text>")) throw new Error("not the line");
 * ```
 */
export function terminalPicture(
  text: string,
  { command, label }: { readonly command: string; readonly label: string },
): string {
  const lines = [`$ ${command}`, "", ...text.trimEnd().split("\n").map((line) => line.trimEnd())];
  const colours = coloursOf(lines), longest = Math.max(...lines.map((line) => [...line].length));
  const width = Math.ceil(longest * CHARACTER + 2 * MARGIN);
  const height = TOP + LINE * (lines.length - 1) + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${
      escaped(label)
    }">`,
    `<rect width="${width}" height="${height}" rx="10" fill="#10202c"/>`,
    ...["#7fb8d6", "#4f86a6", "#2f5872"].map((fill, i) =>
      `<circle cx="${22 + 20 * i}" cy="20" r="6" fill="${fill}"/>`
    ),
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="13" fill="${PLAIN}">`,
    ...lines.flatMap((line, i) =>
      line === "" ? [] : [
        `<text x="${MARGIN}" y="${TOP + LINE * i}"${
          colours[i] === PLAIN ? "" : ` fill="${colours[i]}"`
        } textLength="${
          ([...line].length * CHARACTER).toFixed(1)
        }" lengthAdjust="spacingAndGlyphs">${kept(line)}</text>`,
      ]
    ),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

function coloursOf(lines: readonly string[]): string[] {
  const isRule = (line = "") => /^─+$/.test(line);
  return lines.map((line, i) => {
    if (i === 0 || isRule(lines[i + 1]) || line.startsWith("Verdicts")) return HEAD;
    if (isRule(line)) return RULE;
    if (isRule(lines[i - 1]) || isRule(lines[i - 2])) return BEST;
    return /^(°|[a-z_]+: )/.test(line) ? NOTE : PLAIN;
  });
}

/** Spaces as such that a browser does not run together. */
function kept(line: string): string {
  return escaped(line).replaceAll(" ", "\u00a0");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

if (import.meta.main) {
  const [command = ""] = Deno.args, text = await new Response(Deno.stdin.readable).text();
  const label = `What ${command} prints`;
  await Deno.stdout.write(new TextEncoder().encode(terminalPicture(text, { command, label })));
}
