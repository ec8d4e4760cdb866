/** A constant of an ONNX graph. */
export interface OnnxConstant {
  /** Its name in the graph. */
  readonly name: string;
  /** Its shape. */
  readonly dims: readonly number[];
  /** Its numbers: their class says their type, `Uint16Array` the bits of half precision. */
  readonly data: Float32Array | Uint16Array | BigInt64Array;
}

/** One operation of an ONNX graph. */
export interface OnnxNode {
  /** Operation, for instance `Gather`. */
  readonly op: string;
  /** Names of what goes in. */
  readonly inputs: readonly string[];
  /** Name of what comes out. */
  readonly output: string;
  /** Attributes that are whole numbers. */
  readonly attributes?: Readonly<Record<string, number>>;
}

/** An encoder of texts: `input_ids` and `attention_mask` go in, one vector per token comes out. */
export interface OnnxGraph {
  /** Length of a vector. */
  readonly size: number;
  /** Constants that nodes name. */
  readonly constants: readonly OnnxConstant[];
  /** Nodes, each after those that it needs; one of them gives `last_hidden_state`. */
  readonly nodes: readonly OnnxNode[];
}

/** Numbers of `TensorProto.DataType` in onnx.proto3. */
const FLOAT = 1, INT64 = 7, FLOAT16 = 10;
/** `AttributeProto.AttributeType.INT`. */
const INT_ATTRIBUTE = 2;
/** IR version 7 and operator set 13: of 2020, and read by every runtime since. */
const IR_VERSION = 7, OPERATOR_SET = 13;

/**
 * An ONNX file of an encoder: the protocol buffers of onnx.proto3 by hand, which for a graph of a few
 * nodes is less than a library. The same graph gives the same bytes.
 *
 * @example
 * ```ts
 * import { onnxBytes } from "./onnx_bytes.ts";
 * const bytes = onnxBytes({
 *   size: 2,
 *   constants: [{ name: "table", dims: [3, 2], data: Float32Array.of(0, 1, 2, 3, 4, 5) }],
 *   nodes: [{ op: "Gather", inputs: ["table", "input_ids"], output: "last_hidden_state" }],
 * });
 * if (bytes[0] !== 0x08 || bytes[1] !== 7) throw new Error("not IR version 7");
 * ```
 */
export function onnxBytes({ size, constants, nodes }: OnnxGraph): Uint8Array<ArrayBuffer> {
  const graph = [
    ...nodes.flatMap((node) => message(1, nodeBytes(node))),
    ...text(2, "encoder"),
    ...message(11, valueInfo("input_ids", INT64, ["batch", "tokens"])),
    ...message(11, valueInfo("attention_mask", INT64, ["batch", "tokens"])),
    ...message(12, valueInfo("last_hidden_state", FLOAT, ["batch", "tokens", size])),
  ];
  const tensors = constants.map(tensorBytes);
  const length = tensors.reduce(
    (sum, each) => sum + 1 + varint(each.length).length + each.length,
    graph.length,
  );
  const head = [
    ...number(1, IR_VERSION),
    ...message(8, [...text(1, ""), ...number(2, OPERATOR_SET)]),
    ...tag(7, 2),
    ...varint(length),
    ...graph,
  ];
  const whole = new Uint8Array(head.length - graph.length + length);
  whole.set(head);
  let at = head.length;
  for (const tensor of tensors) {
    for (const part of [Uint8Array.from([...tag(5, 2), ...varint(tensor.length)]), tensor]) {
      whole.set(part, at);
      at += part.length;
    }
  }
  return whole;
}

function nodeBytes({ op, inputs, output, attributes = {} }: OnnxNode): number[] {
  return [
    ...inputs.flatMap((input) => text(1, input)),
    ...text(2, output),
    ...text(3, output),
    ...text(4, op),
    ...Object.entries(attributes).flatMap(([name, value]) =>
      message(5, [...text(1, name), ...number(3, value), ...number(20, INT_ATTRIBUTE)])
    ),
  ];
}

function tensorBytes({ name, dims, data }: OnnxConstant): Uint8Array {
  const type = data instanceof Float32Array ? FLOAT : data instanceof Uint16Array ? FLOAT16 : INT64;
  const head = [
    ...dims.flatMap((dim) => number(1, dim)),
    ...number(2, type),
    ...text(8, name),
    ...tag(9, 2),
    ...varint(data.byteLength),
  ];
  const bytes = new Uint8Array(head.length + data.byteLength);
  bytes.set(head);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), head.length);
  return bytes;
}

function valueInfo(name: string, type: number, dims: readonly (string | number)[]): number[] {
  const shape = dims.flatMap((dim) =>
    message(1, typeof dim === "string" ? text(2, dim) : number(1, dim))
  );
  return [
    ...text(1, name),
    ...message(2, message(1, [...number(1, type), ...message(2, shape)])),
  ];
}

/** The key of a field; kind 0 is a number, 2 is bytes with their length. */
function tag(field: number, kind: 0 | 2): number[] {
  return varint(field * 8 + kind);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push(value % 0x80 + 0x80);
  return [...bytes, value];
}

function number(field: number, value: number): number[] {
  return [...tag(field, 0), ...varint(value)];
}

function message(field: number, bytes: readonly number[]): number[] {
  return [...tag(field, 2), ...varint(bytes.length), ...bytes];
}

function text(field: number, value: string): number[] {
  return message(field, [...new TextEncoder().encode(value)]);
}
