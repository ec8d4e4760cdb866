import { corpusSha256 } from "../corpus_sha256.ts";
import { assembleItems } from "./_assemble_items.ts";
import { DAY } from "./_day.ts";
import { drawChain } from "./_draw_chain.ts";
import { drawDictionary } from "./_draw_dictionary.ts";
import { drawFrame } from "./_draw_frame.ts";
import { drawRatings } from "./_draw_ratings.ts";
import { drawSeen } from "./_draw_seen.ts";
import { drawSelf } from "./_draw_self.ts";
import { drawWorld } from "./_draw_world.ts";
import { overlay } from "./_overlay.ts";
import { checkTundraConfig } from "./check_tundra_config.ts";
import type { Tundra } from "./tundra.ts";
import { TUNDRA_CAUSES } from "./tundra_cause.ts";
import type { TundraConfig } from "./tundra_config.ts";

/**
 * Generates a corpus with planted truth. The same config gives the same bytes, and every user comes
 * from streams of its own: the config says what is planted, `docs/decisions/0004-tundra.md` why.
 *
 * The corpus's id is "tundra"; its `sha256` is `corpusSha256` of itself.
 *
 * @throws {UserError} if the config cannot be generated
 *
 * @example
 * ```ts
 * import preset from "../tundra-tiny/dataset.json" with { type: "json" };
 * import { checkTundraConfig } from "./check_tundra_config.ts";
 * import { generateTundra } from "./generate_tundra.ts";
 * const { corpus, truth } = generateTundra(checkTundraConfig(preset.config));
 * if (corpus.sha256 !== preset.sha256) throw new Error("not the frozen corpus");
 * if (truth.noise.length !== corpus.interactions.length) throw new Error("not one flag per event");
 * ```
 */
export function generateTundra(config: TundraConfig): Tundra {
  const world = drawWorld(checkTundraConfig(config));
  const { domains } = world, users = config.users, cells = config.clusters;
  const first = new Uint32Array(domains.length + 1);
  domains.forEach(({ size }, d) => first[d + 1] = first[d] + size);

  const group = new Uint16Array(users), noisy = new Uint32Array(users);
  const propensity = new Float64Array(users);
  const taste = domains.map(() => new Float32Array(users * cells));
  const offsets = new Uint32Array(users + 1);
  const events = { item: new Array<number>(), time: new Array<number>() };
  const marks = { rating: new Array<number>(), cause: new Array<number>() };
  const thinned = {
    user: new Array<number>(),
    item: new Array<number>(),
    time: new Array<number>(),
  };
  for (let user = 0; user < users; user++) {
    const self = drawSelf(world, user), frame = drawFrame(world, user);
    const choices = overlay(world, {
      user,
      self,
      frame,
      choices: drawChain(world, { user, self, frame }),
    });
    const drawn = { user, self, frame, choices };
    const rating = drawRatings(world, drawn), seen = drawSeen(world, drawn);
    for (let at = 0; at < seen.length; at++) {
      const item = first[frame.domain[at]] + choices.item[at];
      if (seen[at]) {
        events.item.push(item);
        events.time.push(frame.time[at]);
        marks.rating.push(rating[at]);
        marks.cause.push(choices.cause[at]);
      } else {
        thinned.user.push(user);
        thinned.item.push(item);
        thinned.time.push(frame.time[at]);
      }
    }
    offsets[user + 1] = events.item.length;
    group[user] = self.group;
    noisy[user] = self.noisy;
    propensity[user] = self.propensity;
    taste.forEach((scores, d) =>
      scores.set(self.taste.subarray(d * cells, (d + 1) * cells), user * cells)
    );
  }

  const dictionary = drawDictionary(config);
  const { catalogue, items } = assembleItems(world, { first, dictionary });
  const interactions = {
    length: events.item.length,
    offsets,
    item: Uint32Array.from(events.item),
    time: Float64Array.from(events.time),
    rating: Float32Array.from(marks.rating),
  };
  const cause = Uint8Array.from(marks.cause), { promotion, time } = config;
  const promoted = config.domains.findIndex(({ name }) => name === promotion?.domain);
  const sha256 = corpusSha256({ users: world.userId, catalogue, interactions });
  return {
    corpus: {
      id: "tundra",
      sha256,
      users: world.userId,
      catalogue,
      interactions,
      duplicates: 0,
    },
    truth: {
      items,
      users: { group, membership: world.membership, noisy, propensity },
      taste,
      transition: world.transitions.map(({ probability }) => probability),
      shift: world.transitions.map(({ shift }) => shift),
      noise: cause.map((each) => TUNDRA_CAUSES[each].endsWith("noise") ? 1 : 0),
      cause,
      thinned: {
        user: Uint32Array.from(thinned.user),
        item: Uint32Array.from(thinned.item),
        time: Float64Array.from(thinned.time),
      },
      periods: {
        length: domains[0].popularity.periods,
        start: time.start,
        seconds: DAY * config.popularity.periodDays,
      },
      promotion: promotion === null ? null : {
        domain: promoted,
        items: domains[promoted].promoted.map((item) => first[promoted] + item),
        from: time.start + promotion.fromDay * DAY,
        to: time.start + promotion.toDay * DAY,
      },
      dictionary,
    },
  };
}
