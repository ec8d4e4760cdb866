import { RandomStream } from "../core/random_stream.ts";

/**
 * Writes a CSV of `rows` events, `user_id,item_id,timestamp`, drawn uniformly by seed: in no order, as
 * a log comes.
 */
export async function generateInteractions(
  path: string,
  options: {
    readonly rows: number;
    readonly users: number;
    readonly items: number;
    readonly seed: number;
  },
): Promise<void> {
  const { rows, users, items, seed } = options;
  const stream = RandomStream.from(seed, "perf", "interactions");
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  const writer = file.writable.getWriter(), encoder = new TextEncoder();
  let text = "user_id,item_id,timestamp\n";
  for (let row = 0; row < rows; row++) {
    const user = stream.below(users), item = stream.below(items);
    text += `u${user},i${item},${1_000_000_000 + stream.below(300_000_000)}\n`;
    if (text.length > 1 << 20) {
      await writer.write(encoder.encode(text));
      text = "";
    }
  }
  await writer.write(encoder.encode(text));
  await writer.close();
}
