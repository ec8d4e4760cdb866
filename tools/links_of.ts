/** What a Markdown page leads to, and what leads into it. */
export interface PageLinks {
  /** Targets as they stand, with their lines, counted from 1. */
  readonly links: readonly { readonly line: number; readonly target: string }[];
  /** Anchors of its headings. */
  readonly anchors: ReadonlySet<string>;
}

/**
 * Links and anchors of a Markdown page: targets of `[text](target)`, of `[name]: target`, and of
 * `src`, `srcset` and `href` in HTML; anchors as GitHub makes them, in lower case, without
 * punctuation, `-1` behind the second of a kind. What is code is neither.
 *
 * @example
 * ```ts
 * import { linksOf } from "./links_of.ts";
 * const { links, anchors } = linksOf("# What's `new`\n\nSee [this](a.md#b), not `[that](c.md)`.\n");
 * if (links.length !== 1 || links[0].target !== "a.md#b") throw new Error("another link");
 * if (!anchors.has("whats-new")) throw new Error("another anchor");
 * ```
 */
export function linksOf(page: string): PageLinks {
  const links: { line: number; target: string }[] = [], anchors = new Set<string>();
  for (const [i, line] of withoutFences(page).entries()) {
    if (/^#{1,6}\s/.test(line)) anchors.add(anchorOf(line, anchors));
    for (const target of targetsOf(line)) links.push({ line: i + 1, target });
  }
  return { links, anchors };
}

/** The lines of a page, with none of the text between fences. */
function withoutFences(page: string): string[] {
  let fence = "";
  return page.split("\n").map((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? "", open = fence;
    if (open === "") fence = mark;
    else if (mark.startsWith(open)) fence = "";
    return open === "" && mark === "" ? line : "";
  });
}

function* targetsOf(line: string): Generator<string> {
  const text = line.replace(/(`+)(?:(?!\1).)*\1/g, "");
  for (const [, target] of text.matchAll(/\]\(<?([^\s)>]+)/g)) yield target;
  for (const [, target] of text.matchAll(/^\[[^\]]+\]:\s+<?([^\s>]+)/g)) yield target;
  for (const [, target] of text.matchAll(/\b(?:src|srcset|href)="([^"\s]+)/g)) yield target;
}

function anchorOf(heading: string, taken: ReadonlySet<string>): string {
  const plain = heading.replace(/^#+\s+/, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .trim().toLowerCase().replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "").replaceAll(" ", "-");
  let anchor = plain;
  for (let next = 1; taken.has(anchor); next++) anchor = `${plain}-${next}`;
  return anchor;
}
