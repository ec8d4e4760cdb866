import {
  Adam,
  bceLoss,
  differentiate,
  embed,
  EmbeddingTable,
  gru4recEncoder,
  RandomStream,
  sasrecEncoder,
  type Tensor,
  type Weights,
} from "../nn/mod.ts";
import { ITEMS, type Model, SIZES, startWeights, type Trainee } from "./_training.ts";

/** A model as methods are written: layers of `nn`, a table in host memory, Adam by rows. */
export function ourTrainee(model: Model, items: number): Trainee {
  const { batch: sequences, length, size, blocks, heads, layers, learningRate } = SIZES;
  const parameters = startWeights(model, items);
  const { [ITEMS]: vectors, ...encoder } = parameters;
  const table = new EmbeddingTable(vectors), adam = new Adam({ learningRate });
  let steps = 0;
  return {
    async step(batch, rate) {
      const { rows, weights, places } = table.lookup(batch.input, batch.positive, batch.negative);
      const [input, positive, negative] = places;
      const dropout = { rate, random: RandomStream.from(7, "perf", "dropout", steps++) };
      const encode = (x: Tensor, inside: Weights): Tensor =>
        model === "sasrec"
          ? sasrecEncoder(x, inside, { blocks, heads, dropout })
          : gru4recEncoder(x, inside, { layers, dropout });
      const { value, gradients } = await differentiate({ ...encoder, [ITEMS]: weights }, (all) => {
        const rows = all.get(ITEMS, [-1, size]);
        const x = embed(rows, input).reshape([sequences, length, size]);
        const states = encode(x, all.within("encoder")).reshape([-1, size]);
        return bceLoss(
          states.mul(embed(rows, positive)).sum(-1),
          states.mul(embed(rows, negative)).sum(-1, true),
        );
      });
      adam.update(parameters, gradients, { rows: { [ITEMS]: rows } });
      return value;
    },
  };
}
