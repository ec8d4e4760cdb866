/** Text that is HTML already. */
export class Markup {
  readonly text: string;

  /** @param text taken as it is */
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: HTML as it is, lists of it, text and numbers escaped, nothing. */
export type Part = Markup | string | number | false | null | undefined | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A template of HTML: what stands in it is escaped unless it is {@linkcode Markup}. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(
    strings.reduce((whole, string, i) => whole + textOf(parts[i - 1]) + string),
  );
}

function textOf(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === "object" && part !== null) return part.map(textOf).join("");
  if (part === false || part === null || part === undefined) return "";
  return String(part).replace(/[&<>"']/g, (found) => ESCAPES[found]);
}
