import type { PaperDomain } from "./schema/paper.ts";

/** The names by which we would know a paper's domain, lower case. */
export function domainNames({ name, also = [] }: PaperDomain): string[] {
  return [name.toLowerCase(), ...also];
}
