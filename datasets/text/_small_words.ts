/** Words that the small model of the tests knows; a word's number in this list is its id. */
export const SMALL_WORDS = ["[UNK]", "[CLS]", "[SEP]", "red", "green", "blue", "cold", "warm"];
