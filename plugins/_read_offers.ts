import type { SessionOffers } from "./session_scorer.ts";
import type { Message } from "./wire/message.ts";

/** What a message "offers" says; what it does not say is not offered. */
export function readOffers({ values }: Message): SessionOffers {
  const { vectors, adapt, save, load } = values;
  return {
    vectors: vectors === true,
    adapt: adapt === true,
    save: save === true,
    load: load === true,
  };
}
