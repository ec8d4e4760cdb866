import type { Choices } from "./_draw_chain.ts";
import type { UserFrame } from "./_draw_frame.ts";
import type { UserSelf } from "./_draw_self.ts";

/** All that is drawn of a user before ratings and thinning. */
export interface UserEvents {
  /** User index. */
  readonly user: number;
  /** Who the user is. */
  readonly self: UserSelf;
  /** Where and when the events stand. */
  readonly frame: UserFrame;
  /** Their items and causes, noise and promotion included. */
  readonly choices: Choices;
}
