import { RandomStream } from "../../core/random_stream.ts";
import type { TundraConfig } from "./tundra_config.ts";
import type { TundraTruth } from "./tundra_truth.ts";

const CONSONANTS = "bdfgklmnprstvz";
const VOWELS = "aeiou";

/**
 * The planted dictionary. Words of the first language are consonant–vowel syllables and end in a
 * vowel, words of the second are vowel–consonant syllables and end in a consonant: no string is a
 * word of both, and no two concepts share a word.
 */
export function drawDictionary(config: TundraConfig): TundraTruth["dictionary"] {
  const { seed, clusters, text } = config;
  const length = clusters * text.wordsPerCluster + text.commonWords;
  return {
    cluster: Int16Array.from({ length }, (_, concept) => {
      const cluster = Math.floor(concept / text.wordsPerCluster);
      return cluster < clusters ? cluster : -1;
    }),
    first: drawWords(RandomStream.from(seed, "words", "first"), length, false),
    second: drawWords(RandomStream.from(seed, "words", "second"), length, true),
  };
}

function drawWords(stream: RandomStream, count: number, vowelFirst: boolean): string[] {
  const words = new Set<string>();
  while (words.size < count) {
    let word = "";
    for (let left = 2 + stream.below(3); left > 0; left--) {
      const consonant = CONSONANTS[stream.below(CONSONANTS.length)];
      const vowel = VOWELS[stream.below(VOWELS.length)];
      word += vowelFirst ? vowel + consonant : consonant + vowel;
    }
    words.add(word);
  }
  return [...words];
}
