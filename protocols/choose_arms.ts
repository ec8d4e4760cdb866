import { nearNames } from "../core/near_names.ts";
import { UserError } from "../core/user_error.ts";
import { armsOf } from "./arms_of.ts";
import type { FrozenProtocol } from "./frozen_protocol.ts";
import { loadProtocol } from "./load_protocol.ts";
import { protocolName } from "./protocol_name.ts";

/**
 * What a name of a protocol asks of some data: all arms of it, or with `/arm` behind the name that
 * one. `->` may stand for the arrow of a pair of domains.
 *
 * @param domains names of the data's domains
 * @throws {UserError} if there is no such protocol or arm, with near names, or the data has too few
 * domains for any arm
 *
 * @example
 * ```ts
 * import { chooseArms } from "./choose_arms.ts";
 * const domains = ["books", "toys"];
 * const [only, ...none] = await chooseArms("click-auc@1/toys->books", domains);
 * if (only.arm !== "toys→books" || none.length > 0) throw new Error("another arm");
 * if ((await chooseArms("open-world-999@1", domains)).length !== 2) throw new Error("not both");
 * ```
 */
export async function chooseArms(
  name: string,
  domains: readonly string[],
): Promise<FrozenProtocol[]> {
  const at = name.indexOf("/");
  const frozen = await loadProtocol(at < 0 ? name : name.slice(0, at));
  const arms = armsOf(frozen, domains), { min } = frozen.protocol.domains;
  if (arms.length === 0) {
    throw new UserError(
      `Cannot apply protocol "${
        protocolName(frozen)
      }": the data has ${domains.length} domain, expected at least ${min}`,
    );
  }
  if (at < 0) return arms;
  const wanted = name.slice(at + 1).replace("->", "→");
  const chosen = arms.filter(({ arm }) => arm === wanted);
  if (chosen.length > 0) return chosen;
  const names = arms.flatMap(({ arm }) => arm === undefined ? [] : [arm]);
  const near = nearNames(wanted, names), quote = (all: string[]) => `"${all.join('", "')}"`;
  throw new UserError(
    `Cannot find arm "${wanted}" of protocol "${protocolName(frozen)}": ` +
      (names.length === 0
        ? "it has none, expected the name alone"
        : `expected one of ${quote(near.length > 0 ? near : names)}`),
  );
}
