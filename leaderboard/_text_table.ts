/** One column: what stands above it and in it, from top to bottom. */
export interface TextColumn {
  readonly head: string;
  readonly cells: readonly string[];
}

/**
 * Lines of a table: the first column to the left, the others to the right. Columns that do not fit
 * the width go on below, with the first column again.
 */
export function textTable(columns: readonly TextColumn[], width: number): string[] {
  const [first, ...rest] = columns, lines: string[] = [];
  while (rest.length > 0) {
    const block = [first];
    let used = widthOf(first);
    do {
      const next = rest.shift();
      if (next === undefined) break;
      block.push(next);
      used += 3 + widthOf(next);
    } while (rest.length > 0 && used + 3 + widthOf(rest[0]) <= width);
    if (lines.length > 0) lines.push("");
    lines.push(...blockLines(block));
  }
  return lines;
}

function blockLines(block: readonly TextColumn[]): string[] {
  const widths = block.map(widthOf);
  const line = (texts: readonly string[], fill = " ") =>
    texts.map((text, i) => i === 0 ? text.padEnd(widths[i], fill) : text.padStart(widths[i], fill))
      .join(fill.repeat(3)).trimEnd();
  return [
    line(block.map(({ head }) => head)),
    line(block.map(() => ""), "─"),
    ...block[0].cells.map((_, row) => line(block.map(({ cells }) => cells[row]))),
  ];
}

function widthOf({ head, cells }: TextColumn): number {
  return Math.max(head.length, ...cells.map((cell) => cell.length));
}
