import type { Corpus } from "../core/corpus.ts";
import { UserError } from "../core/user_error.ts";
import type { FrozenProtocol } from "./frozen_protocol.ts";
import { protocolName } from "./protocol_name.ts";

/**
 * Refuses, before any work, a protocol that is no arm of its own arms, and data that it cannot be
 * applied to: too few or too many domains, not those that an arm names, no ratings where answers are
 * ratings.
 *
 * @throws {UserError} naming the protocol, what there is and what was wanted
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { loadProtocol } from "./load_protocol.ts";
 * import { refuseUnfit } from "./refuse_unfit.ts";
 * const corpus = await loadDataset("tundra-tiny"), open = await loadProtocol("open-world-999@1");
 * let refused = "";
 * try {
 *   refuseUnfit(corpus, open);
 * } catch (error) {
 *   refused = String(error);
 * }
 * if (!refused.includes('expected "open-world-999@1/ku-25"')) throw new Error("not refused");
 * ```
 */
export function refuseUnfit(corpus: Corpus, frozen: FrozenProtocol): void {
  refuseArms(frozen);
  refuseDomains(corpus, frozen);
  refuseNames(corpus, frozen);
  refuseRatings(corpus, frozen);
}

function refuseArms(frozen: FrozenProtocol): void {
  const { protocol: { arms, armsOver }, arm } = frozen;
  if (arm !== undefined || (arms === undefined && armsOver === undefined)) return;
  const over = { pair: ["source→target"], target: ["target"] }, own = Object.keys(arms ?? {});
  const names = armsOver === undefined
    ? own
    : over[armsOver].flatMap((name) => own.length ? own.map((each) => `${name}/${each}`) : [name]);
  throw new UserError(
    `Cannot apply protocol "${protocolName(frozen)}": no arm of it, expected ${
      names.map((name) => `"${protocolName(frozen)}/${name}"`).join(" or ")
    }`,
  );
}

function refuseNames({ id, catalogue: { domains } }: Corpus, frozen: FrozenProtocol): void {
  const { split } = frozen.protocol;
  const wanted = split.kind === "click"
    ? [split.source, split.target]
    : split.kind === "users"
    ? [split.target]
    : [];
  const strange = wanted.find((name) => !domains.includes(name));
  if (strange === undefined) return;
  throw new UserError(
    `Cannot apply protocol "${
      protocolName(frozen)
    }" to "${id}": the data has no domain "${strange}", expected one of "${domains.join('", "')}"`,
  );
}

function refuseRatings({ id, interactions }: Corpus, frozen: FrozenProtocol): void {
  if (frozen.protocol.split.kind !== "click" || interactions.rating) return;
  throw new UserError(
    `Cannot apply protocol "${
      protocolName(frozen)
    }" to "${id}": the data has no ratings, expected some`,
  );
}

function refuseDomains(corpus: Corpus, frozen: FrozenProtocol): void {
  const { min, max } = frozen.protocol.domains, has = corpus.catalogue.domains.length;
  if (has >= min && has <= max) return;
  const wanted = has < min ? `at least ${min}` : `at most ${max}`;
  throw new UserError(
    `Cannot apply protocol "${protocolName(frozen)}" to "${corpus.id}": the data has ${has} domain${
      has === 1 ? "" : "s"
    }, expected ${wanted}`,
  );
}
