import type { Catalogue, Method, QueryBatch, Scorer } from "@permafrost/bench/method";
import { EmbeddingTable, twoTowerScorer } from "@permafrost/bench/nn";

/**
 * SBERT, as PreRec's tables have it (appendix B): ⟨text of the last item of the history, text of the
 * candidate⟩. Nothing is learned, from no event of any domain.
 */
const sbert: Method = {
  meta: {
    contract: 1,
    id: "sbert",
    version: "1.0.0",
    title: "SBERT (text of the last item)",
    citation:
      "Reimers, Gurevych: Sentence-BERT: Sentence Embeddings using Siamese BERT-Networks. " +
      "EMNLP 2019; as a recommender: Lin et al. (PreRec), WSDM 2024, appendix B",
    variant: "paper",
    domains: { min: 1, max: 255 },
    needs: ["text"],
  },
  defaults: {},
  fit: ({ catalogue }) => Promise.resolve(scorerOf(catalogue)),
};

/** A scorer of a catalogue's texts: all that it knows, so that a target's is made in the same way. */
function scorerOf(catalogue: Catalogue): Scorer {
  const { items, itemText: values, itemTextSize: size } = catalogue;
  if (values === undefined || size === 0) {
    throw new TypeError(
      "Cannot make SBERT of a catalogue without text: expected a text vector per item",
    );
  }
  const scorer = twoTowerScorer({
    catalogue,
    queries: (batch) => Promise.resolve(lastTexts(batch, { values, size })),
    items: new EmbeddingTable({ shape: [items, size], values }),
  });
  return { ...scorer, adapt: (target) => Promise.resolve(scorerOf(target.catalogue)) };
}

/** The text of the last item of every history, of whichever domain; zeros where there is none. */
function lastTexts(
  { length, history: { offsets, item } }: Pick<QueryBatch, "length" | "history">,
  { values, size }: { readonly values: Float32Array; readonly size: number },
): Float32Array {
  const texts = new Float32Array(length * size);
  for (let query = 0; query < length; query++) {
    const end = offsets[query + 1];
    if (end === offsets[query]) continue;
    const from = item[end - 1] * size;
    texts.set(values.subarray(from, from + size), query * size);
  }
  return texts;
}

export default sbert;
