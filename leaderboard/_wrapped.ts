/**
 * Words in lines of at most a width, where no word is longer; the first line begins with `head`, the
 * others are as far to the right.
 */
export function wrapped(head: string, text: string, width: number): string[] {
  const lines: string[] = [], space = " ".repeat(head.length);
  let line = head;
  for (const word of text.split(" ")) {
    if (line.length + word.length > width && line.trim() !== head.trim()) {
      lines.push(line.trimEnd());
      line = space;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
