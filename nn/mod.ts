/**
 * What methods are written with: tensors on the device that the host chose, layers, losses,
 * optimisers, embedding tables in host memory, batches of sequences.
 *
 * A model's parameters live in host memory, by name. `differentiate` and `evaluate` bring them to
 * the device for one computation and take everything away again, so that nothing leaks.
 *
 * @module
 */
export { RandomStream } from "../core/random_stream.ts";
export { epochBatches } from "./batching/epoch_batches.ts";
export { historyBatch } from "./batching/history_batch.ts";
export type { HistoryBatch } from "./batching/history_batch.ts";
export { NegativeSampler } from "./batching/negative_sampler.ts";
export { sequenceBatch } from "./batching/sequence_batch.ts";
export type { SequenceBatch } from "./batching/sequence_batch.ts";
export { sequenceWindows } from "./batching/sequence_windows.ts";
export type { SequenceWindows } from "./batching/sequence_windows.ts";
export { readCheckpoint } from "./checkpoints/read_checkpoint.ts";
export { writeCheckpoint } from "./checkpoints/write_checkpoint.ts";
export { differentiate } from "./differentiate.ts";
export { sasrecEncoder, sasrecEncoderParameters } from "./encoders/sasrec_encoder.ts";
export { evaluate } from "./evaluate.ts";
export {
  causalSelfAttention,
  causalSelfAttentionParameters,
} from "./layers/causal_self_attention.ts";
export { dropout } from "./layers/dropout.ts";
export type { Dropout } from "./layers/dropout.ts";
export { feedForward, feedForwardParameters } from "./layers/feed_forward.ts";
export { layerNorm, layerNormParameters } from "./layers/layer_norm.ts";
export { linear, linearParameters } from "./layers/linear.ts";
export { bceLoss } from "./losses/bce_loss.ts";
export { softmaxLoss } from "./losses/softmax_loss.ts";
export { openDevice } from "./open_device.ts";
export { Adam } from "./optimisers/adam.ts";
export { constantParameter } from "./parameters/constant_parameter.ts";
export { normalParameter } from "./parameters/normal_parameter.ts";
export type { Parameter, Parameters } from "./parameters/parameters.ts";
export { Weights } from "./parameters/weights.ts";
export { embed } from "./tables/embed.ts";
export { EmbeddingTable } from "./tables/embedding_table.ts";
export { tensorCount } from "./tensor_count.ts";
export type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D } from "./tensor.ts";
