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
export { byDomain } from "./batching/by_domain.ts";
export { domainHistories } from "./batching/domain_histories.ts";
export { epochBatches } from "./batching/epoch_batches.ts";
export { EventSamples } from "./batching/event_samples.ts";
export type { Samples, SampleView } from "./batching/event_samples.ts";
export { historyBatch } from "./batching/history_batch.ts";
export type { HistoryBatch } from "./batching/history_batch.ts";
export { NegativeSampler } from "./batching/negative_sampler.ts";
export type { Padding } from "./batching/padding.ts";
export { ratedHistories } from "./batching/rated_histories.ts";
export { sampleBatches } from "./batching/sample_batches.ts";
export type { SampleBatch } from "./batching/sample_batches.ts";
export { sequenceBatch } from "./batching/sequence_batch.ts";
export type { SequenceBatch } from "./batching/sequence_batch.ts";
export { sequenceBatches } from "./batching/sequence_batches.ts";
export type { EpochBatch } from "./batching/sequence_batches.ts";
export { sequenceWindows } from "./batching/sequence_windows.ts";
export type { SequenceWindows } from "./batching/sequence_windows.ts";
export { readCheckpoint } from "./checkpoints/read_checkpoint.ts";
export { readTrainingState } from "./checkpoints/read_training_state.ts";
export { restoreParameters } from "./checkpoints/restore_parameters.ts";
export type { TrainingPart } from "./checkpoints/training_part.ts";
export { writeCheckpoint } from "./checkpoints/write_checkpoint.ts";
export { writeTrainingState } from "./checkpoints/write_training_state.ts";
export { differentiate } from "./differentiate.ts";
export { backboneParameters, backboneStates } from "./encoders/backbone.ts";
export type { Backbone, BackboneShape } from "./encoders/backbone.ts";
export { bert4recEncoder, bert4recEncoderParameters } from "./encoders/bert4rec_encoder.ts";
export { caserEncoder, caserEncoderParameters } from "./encoders/caser_encoder.ts";
export { dienEncoder, dienEncoderParameters } from "./encoders/dien_encoder.ts";
export { gru4recEncoder, gru4recEncoderParameters } from "./encoders/gru4rec_encoder.ts";
export { sasrecEncoder, sasrecEncoderParameters } from "./encoders/sasrec_encoder.ts";
export { sliRecEncoder, sliRecEncoderParameters } from "./encoders/sli_rec_encoder.ts";
export { surgeEncoder, surgeEncoderParameters } from "./encoders/surge_encoder.ts";
export type { SurgeEncoding } from "./encoders/surge_encoder.ts";
export { surgeEncoderLosses } from "./encoders/surge_encoder_losses.ts";
export type { SurgeEncoderLosses } from "./encoders/surge_encoder_losses.ts";
export {
  surgeEncoderStates,
  surgeEncoderStatesParameters,
} from "./encoders/surge_encoder_states.ts";
export { transformerExpert, transformerExpertParameters } from "./encoders/transformer_expert.ts";
export { evaluate } from "./evaluate.ts";
export type { Kernels } from "./kernels/kernels.ts";
export type { Activation } from "./layers/activation.ts";
export { augru } from "./layers/augru.ts";
export { batchNorm, batchNormParameters, batchNormStatistics } from "./layers/batch_norm.ts";
export {
  causalSelfAttention,
  causalSelfAttentionParameters,
} from "./layers/causal_self_attention.ts";
export { convolution, convolutionParameters } from "./layers/convolution.ts";
export { dice, diceParameters, diceStatistics } from "./layers/dice.ts";
export { diceMlp, diceMlpParameters, diceMlpStatistics } from "./layers/dice_mlp.ts";
export { dropout } from "./layers/dropout.ts";
export type { Dropout } from "./layers/dropout.ts";
export { feedForward, feedForwardParameters } from "./layers/feed_forward.ts";
export { gatedMlp, gatedMlpParameters } from "./layers/gated_mlp.ts";
export { gelu } from "./layers/gelu.ts";
export { gru, gruParameters } from "./layers/gru.ts";
export { layerNorm, layerNormParameters } from "./layers/layer_norm.ts";
export { linear, linearParameters } from "./layers/linear.ts";
export { meanOverPositions } from "./layers/mean_over_positions.ts";
export { mixExperts } from "./layers/mix_experts.ts";
export { mixtureOfExperts, mixtureOfExpertsParameters } from "./layers/mixture_of_experts.ts";
export { mlp, mlpParameters } from "./layers/mlp.ts";
export { multiHeadAttention, multiHeadAttentionParameters } from "./layers/multi_head_attention.ts";
export { nearestSimilarity } from "./layers/nearest_similarity.ts";
export { positionEmbedding, positionEmbeddingParameters } from "./layers/position_embedding.ts";
export { sinusoidalPositions } from "./layers/sinusoidal_positions.ts";
export { stopGradient } from "./layers/stop_gradient.ts";
export {
  targetAttention,
  targetAttentionParameters,
  targetAttentionStatistics,
} from "./layers/target_attention.ts";
export { timeLstm, timeLstmParameters } from "./layers/time_lstm.ts";
export { transformerBlock, transformerBlockParameters } from "./layers/transformer_block.ts";
export { unitVectors } from "./layers/unit_vectors.ts";
export { updateStatistics } from "./layers/update_statistics.ts";
export { withoutGradient } from "./layers/without_gradient.ts";
export { bceLoss } from "./losses/bce_loss.ts";
export { bprLoss } from "./losses/bpr_loss.ts";
export { domainWeights, domainWeightsParameters } from "./losses/domain_weights.ts";
export { infoNceLoss } from "./losses/info_nce_loss.ts";
export { labelLosses } from "./losses/label_losses.ts";
export { listwiseSoftmaxLoss } from "./losses/listwise_softmax_loss.ts";
export { softmaxLoss } from "./losses/softmax_loss.ts";
export type { Behaviours, ClickSide } from "./models/behaviours.ts";
export { clickBatches } from "./models/click_batches.ts";
export type { JointBatch } from "./models/click_batches.ts";
export { clickMethod } from "./models/click_method.ts";
export type { ClickConfig } from "./models/click_method.ts";
export type { ClickModelOptions } from "./models/click_model_options.ts";
export type {
  ClickBatch,
  ClickBranch,
  ClickHistory,
  ClickNetwork,
} from "./models/click_network.ts";
export { conetNetwork } from "./models/conet_network.ts";
export type { ConetSizes } from "./models/conet_network.ts";
export { daslNetwork } from "./models/dasl_network.ts";
export type { DaslSizes } from "./models/dasl_network.ts";
export { domainTargets } from "./models/domain_targets.ts";
export type { DomainTargets } from "./models/domain_targets.ts";
export { JointClickModel } from "./models/joint_click_model.ts";
export { minetNetwork } from "./models/minet_network.ts";
export type { MinetSizes } from "./models/minet_network.ts";
export { NextItemModel } from "./models/next_item_model.ts";
export type { CausalEncoder } from "./models/next_item_model.ts";
export { nextItemStep } from "./models/next_item_step.ts";
export type { NextItemLoss } from "./models/next_item_step.ts";
export type { PairBatch } from "./models/pair_batch.ts";
export { PairModel } from "./models/pair_model.ts";
export type { PairNetwork } from "./models/pair_model.ts";
export { jointClickStep } from "./models/joint_click_step.ts";
export type { PreparedBehaviours } from "./models/prepared_behaviours.ts";
export { targetCounts } from "./models/target_counts.ts";
export { TextItemModel } from "./models/text_item_model.ts";
export type { TextItemOptions } from "./models/text_item_model.ts";
export { textItemStep } from "./models/text_item_step.ts";
export type { TextItemLoss } from "./models/text_item_step.ts";
export { trainClicks } from "./models/train_clicks.ts";
export type { ClickTraining } from "./models/train_clicks.ts";
export { trainNextItem } from "./models/train_next_item.ts";
export type { NextItemTraining } from "./models/train_next_item.ts";
export { trainPairs } from "./models/train_pairs.ts";
export type { PairTraining } from "./models/train_pairs.ts";
export { trainSequences } from "./models/train_sequences.ts";
export type { SequenceTraining } from "./models/train_sequences.ts";
export { trainTextItems } from "./models/train_text_items.ts";
export type { TextItemTraining } from "./models/train_text_items.ts";
export { twoTowerScorer } from "./models/two_tower_scorer.ts";
export { openDevice } from "./open_device.ts";
export { Adam } from "./optimisers/adam.ts";
export { AdamW } from "./optimisers/adam_w.ts";
export { clipGradients } from "./optimisers/clip_gradients.ts";
export { cosineSchedule } from "./optimisers/cosine_schedule.ts";
export { exponentialSchedule } from "./optimisers/exponential_schedule.ts";
export type { LearningRate } from "./optimisers/learning_rate.ts";
export { Sgd } from "./optimisers/sgd.ts";
export { warmUpSchedule } from "./optimisers/warm_up_schedule.ts";
export { constantParameter } from "./parameters/constant_parameter.ts";
export { normalParameter } from "./parameters/normal_parameter.ts";
export type { Parameter, Parameters } from "./parameters/parameters.ts";
export { Weights } from "./parameters/weights.ts";
export { IntervalFactors } from "./popularity/interval_factors.ts";
export { PopularityFactors } from "./popularity/popularity_factors.ts";
export { hessianVectorProduct } from "./second_order/hessian_vector_product.ts";
export { implicitGradient } from "./second_order/implicit_gradient.ts";
export { embed } from "./tables/embed.ts";
export { EmbeddingTable } from "./tables/embedding_table.ts";
export { mapRows } from "./tables/map_rows.ts";
export { rowScores } from "./tables/row_scores.ts";
export { TextVectors } from "./tables/text_vectors.ts";
export { tensorCount } from "./tensor_count.ts";
export { checkConfig } from "./training/check_config.ts";
export type { ConfigRule } from "./training/check_config.ts";
export { fineTune } from "./training/fine_tune.ts";
export { trainModel } from "./training/train_model.ts";
export type { TrainingStep } from "./training/training_step.ts";
export type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D } from "./tensor.ts";
