import { correlationFactor } from "./_correlation_factor.ts";
import { FieldReader } from "./_field_reader.ts";
import { refusal } from "./_refusal.ts";
import { refuseSizes } from "./_refuse_sizes.ts";
import type { TundraConfig, TundraDomain, TundraMembership } from "./tundra_config.ts";

/**
 * Reads a tundra config from plain JSON and refuses whatever cannot be generated: missing or unknown
 * fields, numbers out of range, correlations that cannot hold together, rows longer than items last.
 *
 * @throws {UserError} naming the field, what it is and what was expected
 *
 * @example
 * ```ts
 * import { checkTundraConfig } from "./check_tundra_config.ts";
 * let message = "";
 * try {
 *   checkTundraConfig({ seed: -1 });
 * } catch (error) {
 *   message = String(error);
 * }
 * if (!message.includes("whole number from 0")) throw new Error(message);
 * ```
 */
export function checkTundraConfig(value: unknown): TundraConfig {
  const fields = new FieldReader(value, "");
  const seed = fields.whole("seed", 0, 4294967295);
  const users = fields.whole("users", 1, 10_000_000);
  const time = readTime(fields.object("time"));
  const domains = fields.list("domains").map((each, i) => readDomain(each, `domains[${i}]`));
  const names = domains.map(({ name }) => name);
  refuseNames(names);
  const membership = readMembership(fields.list("membership"), names);
  const correlation = readMatrix(fields.list("correlation"));
  correlationFactor(correlation, names);
  const groups = fields.whole("groups", 1, 65536);
  const clusters = fields.whole("clusters", 1, 1024);
  const categories = fields.whole("categories", 1, clusters);
  const repeats = readRepeats(fields.text("repeats"));
  const config = {
    seed,
    users,
    time,
    domains,
    membership,
    correlation,
    groups,
    clusters,
    categories,
    taste: end(fields.object("taste"), (each) => ({
      sharpness: each.number("sharpness", 0, 10),
      groupWeight: each.number("groupWeight", 0, 1),
    })),
    sequence: end(fields.object("sequence"), (each) => ({
      stay: each.number("stay", 0, 1),
      carryRate: each.number("carryRate", 0, 1),
      transitionRate: each.number("transitionRate", 0, 1),
      sharpness: each.number("sharpness", 0, 10),
      linkRate: each.number("linkRate", 0, 1),
      links: each.whole("links", 1, 1000),
    })),
    popularity: end(fields.object("popularity"), (each) => ({
      exponent: each.number("exponent", 0, 4),
      periodDays: each.number("periodDays", 1, time.days),
      memory: each.number("memory", 0, 1),
    })),
    cold: end(fields.object("cold"), (each) => ({
      share: each.number("share", 0, 0.5),
      days: each.number("days", 0, time.days),
    })),
    repeats,
    exposure: endOrNull(fields.objectOrNull("exposure"), (each) => ({
      userLow: each.number("userLow", 0.01, 1),
      itemLow: each.number("itemLow", 0.01, 1),
      popularityWeight: each.number("popularityWeight", 0, 1),
    })),
    promotion: endOrNull(fields.objectOrNull("promotion"), (each) => ({
      domain: each.text("domain"),
      items: each.whole("items", 1, 1_000_000),
      fromDay: each.number("fromDay", 0, time.days),
      toDay: each.number("toDay", 0, time.days),
      rate: each.number("rate", 0, 1),
    })),
    rating: end(fields.object("rating"), (each) => ({
      mean: each.number("mean", 1, 5),
      taste: each.number("taste", 0, 5),
      quality: each.number("quality", 0, 5),
      noise: each.number("noise", 0, 5),
    })),
    text: end(fields.object("text"), (each) => ({
      wordsPerCluster: each.whole("wordsPerCluster", 1, 1000),
      commonWords: each.whole("commonWords", 1, 10_000),
      wordsPerItem: each.whole("wordsPerItem", 1, 100),
      topical: each.number("topical", 0, 1),
      themeWords: each.whole("themeWords", 1, 1000),
    })),
  };
  fields.end();
  refuseSizes(config);
  return config;
}

function end<T>(fields: FieldReader, read: (fields: FieldReader) => T): T {
  const value = read(fields);
  fields.end();
  return value;
}

function endOrNull<T>(fields: FieldReader | null, read: (fields: FieldReader) => T): T | null {
  return fields === null ? null : end(fields, read);
}

function readTime(fields: FieldReader): TundraConfig["time"] {
  const time = end(fields, (each) => ({
    start: each.whole("start", 0, 4_000_000_000),
    days: each.whole("days", 1, 36_500),
    latestJoin: each.number("latestJoin", 0, 1),
    remain: each.number("remain", 0, 1),
    shortestStay: each.number("shortestStay", 0.01, 1),
  }));
  if (time.latestJoin + time.shortestStay > 1) {
    throw refusal("time", time, "latestJoin + shortestStay of at most 1");
  }
  return time;
}

function readDomain(value: unknown, path: string): TundraDomain {
  return end(new FieldReader(value, path), (each) => ({
    name: each.text("name"),
    items: each.whole("items", 1, 10_000_000),
    events: end(each.object("events"), (events) => {
      const minimum = events.whole("minimum", 2, 10_000);
      const mean = events.number("mean", minimum, 10_000);
      return { minimum, mean, maximum: events.whole("maximum", Math.ceil(mean), 10_000) };
    }),
    secondLanguage: each.number("secondLanguage", 0, 1),
    noise: end(each.object("noise"), (noise) => ({
      userShare: noise.number("userShare", 0, 1),
      userRate: noise.number("userRate", 0, 1),
      itemShare: noise.number("itemShare", 0, 0.9),
      itemRate: noise.number("itemRate", 0, 1),
    })),
  }));
}

function refuseNames(names: readonly string[]): void {
  if (names.length > 31) throw refusal("domains", names, "at most 31 domains");
  const encoder = new TextEncoder();
  for (let i = 1; i < names.length; i++) {
    const a = encoder.encode(names[i - 1]), b = encoder.encode(names[i]);
    let at = 0;
    while (at < a.length && at < b.length && a[at] === b[at]) at++;
    if (at === b.length || (at < a.length && a[at] > b[at])) {
      throw refusal(
        `domains[${i}].name`,
        names[i],
        `a name after "${names[i - 1]}" in UTF-8 order`,
      );
    }
  }
}

function readMembership(list: readonly unknown[], names: readonly string[]): TundraMembership[] {
  const membership = list.map((each, i) =>
    end(new FieldReader(each, `membership[${i}]`), (pattern) => {
      const domains = pattern.list("domains").map((name, j) => {
        if (typeof name === "string" && names.includes(name)) return name;
        throw refusal(pattern.at(`domains[${j}]`), name, `one of ${JSON.stringify(names)}`);
      });
      if (new Set(domains).size !== domains.length) {
        throw refusal(pattern.at("domains"), domains, "each domain once");
      }
      return { domains, share: pattern.number("share", 0, 1) };
    })
  );
  const sum = membership.reduce((total, { share }) => total + share, 0);
  if (Math.abs(sum - 1) > 1e-9) throw refusal("membership", sum, "shares that sum to 1");
  return membership;
}

function readMatrix(list: readonly unknown[]): number[][] {
  return list.map((row, i) => {
    if (!Array.isArray(row)) throw refusal(`correlation[${i}]`, row, "a list of numbers");
    return row.map((value: unknown, j) => {
      if (typeof value === "number") return value;
      throw refusal(`correlation[${i}][${j}]`, value, "a number from 0 to 1");
    });
  });
}

function readRepeats(value: string): TundraConfig["repeats"] {
  if (value === "none" || value === "apart" || value === "any") return value;
  throw refusal("repeats", value, '"none", "apart" or "any"');
}
