/** The first place of a stack that lies in a plugin's folder, as "method.ts:3:9"; empty if none does. */
export function placeIn(stack: string, folder: string): string {
  for (const after of stack.split(`${folder}/`).slice(1)) {
    const place = /^[^\s()"']+:\d+:\d+/.exec(after);
    if (place) return place[0];
  }
  return "";
}
