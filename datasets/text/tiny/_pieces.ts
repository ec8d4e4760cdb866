const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"], DIGITS = [..."0123456789"];

/**
 * The pieces of words that are not known: all bytes, in the printable alphabet of byte-level
 * tokenizers, and all pairs of two letters and of two digits. So every text has tokens, and words
 * with common parts have common ones.
 */
export function pieces(): string[] {
  const pairs = [LETTERS, DIGITS].flatMap((set) => set.flatMap((a) => set.map((b) => a + b)));
  return [...byteAlphabet(), ...pairs];
}

/** GPT-2's 256 characters for the bytes: printable ones of Latin-1 stand for themselves. */
function byteAlphabet(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
    return String.fromCodePoint(printable ? byte : next++);
  });
}
