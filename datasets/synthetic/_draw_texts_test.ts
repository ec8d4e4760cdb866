import { assert, assertEquals } from "@std/assert";
import { assertShare } from "./_assert_share.ts";
import { plainConfig } from "./_plain_config.ts";
import { generateTundra } from "./generate_tundra.ts";

const config = plainConfig({ users: 10 });
const { corpus: { catalogue }, truth: { dictionary, items } } = generateTundra(config);
const concept = [dictionary.first, dictionary.second].map((words) =>
  new Map(words.map((word, at) => [word, at]))
);

Deno.test("drawDictionary() gives every concept one word in each language, and no word to two", () => {
  const concepts = config.clusters * config.text.wordsPerCluster + config.text.commonWords;
  const words = [...dictionary.first, ...dictionary.second];
  assertEquals(dictionary.cluster.length, concepts);
  assertEquals(words.length, 2 * concepts);
  assertEquals(new Set(words).size, 2 * concepts);
  assert(dictionary.first.every((word) => /^([bcdfgklmnprstvz][aeiou])+$/.test(word)));
  assert(dictionary.second.every((word) => /^([aeiou][bcdfgklmnprstvz])+$/.test(word)));
  const common = dictionary.cluster.filter((cluster) => cluster === -1);
  assertEquals(common.length, config.text.commonWords);
});

Deno.test("drawTexts() writes each item in one language, with words of its cluster near its theme", () => {
  const { wordsPerCluster, themeWords, wordsPerItem, topical } = config.text;
  let hits = 0;
  catalogue.text?.forEach((text, item) => {
    const words = text.split(" "), language = items.secondLanguage[item];
    assertEquals(words.length, wordsPerItem);
    for (const word of words) {
      const at = concept[language].get(word);
      assert(at !== undefined, `"${word}" is no word of language ${language}`);
      if (dictionary.cluster[at] === -1) continue;
      hits++;
      assertEquals(dictionary.cluster[at], items.cluster[item]);
      const theme = Math.floor(items.theme[item] * wordsPerCluster);
      assert((at % wordsPerCluster - theme + wordsPerCluster) % wordsPerCluster < themeWords);
    }
  });
  assertShare({ hits, trials: catalogue.length * wordsPerItem }, topical);
});

Deno.test("drawDomain() gives each domain its share of the second language", () => {
  catalogue.domains.forEach((_, d) => {
    const flags = items.secondLanguage.subarray(catalogue.offsets[d], catalogue.offsets[d + 1]);
    const hits = flags.reduce((sum, each) => sum + each, 0);
    assertShare({ hits, trials: flags.length }, config.domains[d].secondLanguage);
  });
});

Deno.test("drawTexts() means the same in both languages", () => {
  const inLanguage = (secondLanguage: number): readonly string[] =>
    generateTundra({
      ...config,
      domains: config.domains.map((domain) => ({ ...domain, secondLanguage })),
    }).corpus.catalogue.text ?? [];
  const first = inLanguage(0), second = inLanguage(1);
  first.forEach((text, item) => {
    const translated = text.split(" ").map((word) => dictionary.second[concept[0].get(word) ?? -1]);
    assertEquals(translated.join(" "), second[item]);
  });
});
