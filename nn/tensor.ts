/**
 * Names for tfjs's tensor types, so that public signatures do not depend on tfjs by name.
 *
 * @module
 */
import type * as tf from "@tensorflow/tfjs";

/** A tensor of any rank on the open device. */
export type Tensor = tf.Tensor;
/** A single number on the device. */
export type Scalar = tf.Scalar;
/** A tensor of rank 1. */
export type Tensor1D = tf.Tensor1D;
/** A tensor of rank 2. */
export type Tensor2D = tf.Tensor2D;
/** A tensor of rank 3. */
export type Tensor3D = tf.Tensor3D;
