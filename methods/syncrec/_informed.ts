import type { Views } from "./_views.ts";

/** The states of one domain that SC-MIM compares. */
export interface Informed {
  /** User per pair of states. */
  readonly user: readonly number[];
  /** Places among the targets of the single-domain view, and of the cross-domain one. */
  readonly single: Int32Array;
  readonly cross: Int32Array;
}

/**
 * Of every domain, the states of the same items in both views (equation 16); domains in which the batch
 * has less than two users are left out, since among one there is nobody to be told from.
 */
export function informedDomains({ single, domain, pairs }: Views): Informed[] {
  return [...new Set(domain)].flatMap((each) => {
    const at = [...pairs.single.keys()].filter((pair) => domain[pairs.single[pair]] === each);
    const user = at.map((pair) => single.user[pairs.single[pair]]);
    return new Set(user).size < 2 ? [] : [{
      user,
      single: Int32Array.from(at, (pair) => pairs.single[pair]),
      cross: Int32Array.from(at, (pair) => pairs.cross[pair]),
    }];
  });
}
