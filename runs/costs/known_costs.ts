import { UserError } from "../../core/user_error.ts";
import type { RunRecord } from "../../leaderboard/schema/run_record.ts";
import type { Protocol } from "../../protocols/protocol.ts";
import { loadProtocol } from "../../protocols/load_protocol.ts";
import { costOfRecord } from "./cost_of_record.ts";
import type { KnownCost } from "./known_cost.ts";

/**
 * What some records say of costs; records of protocols that are not known here say nothing.
 *
 * @example
 * ```ts
 * import example from "../../leaderboard/schema/record.example.json" with { type: "json" };
 * import { parseRecord } from "../../leaderboard/schema/parse_record.ts";
 * import { knownCosts } from "./known_costs.ts";
 * const record = parseRecord(JSON.stringify(example));
 * const { result } = record, protocol = { ...result.protocol, id: "of-another-time" };
 * const strange = { ...record, result: { ...result, protocol } };
 * if ((await knownCosts([strange])).length !== 0) throw new Error("costs of an unknown protocol");
 * ```
 */
export async function knownCosts(records: readonly RunRecord[]): Promise<KnownCost[]> {
  const protocols = new Map<string, Protocol | undefined>(), costs: KnownCost[] = [];
  for (const record of records) {
    const { id, version } = record.result.protocol, name = `${id}@${version}`;
    if (!protocols.has(name)) protocols.set(name, await known(name));
    const protocol = protocols.get(name);
    if (protocol) costs.push(costOfRecord(record, protocol));
  }
  return costs;
}

async function known(name: string): Promise<Protocol | undefined> {
  try {
    return (await loadProtocol(name)).protocol;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
