import { RandomStream } from "../../core/random_stream.ts";

/** A log of 120 users in two domains: enough for every command, small enough for seconds. */
export function smallCsv(): string {
  const lines = ["user_id,item_id,timestamp,domain"];
  for (let user = 0; user < 120; user++) {
    const stream = RandomStream.from(4, "csv", user);
    for (let event = 0; event < 9; event++) {
      const domain = stream.below(2) ? "films" : "books";
      const time = 1.6e9 + 86400 * (20 * event + stream.below(20));
      lines.push(`u${user},i${stream.below(60)},${time},${domain}`);
    }
  }
  return lines.join("\n") + "\n";
}
