/** First word of every frame: "PFW" and the version of the wire format, 1. */
export const MAGIC = 0x31574650;

/** Bytes before a frame's payload: magic, kind, payload bytes; three u32, little endian. */
export const PREFIX_BYTES = 12;

/** Kind of the frame that starts a message: JSON of its type, values, and columns' names and types. */
export const HEAD = 1;

/** Kind of a frame that holds bytes of a column; the columns follow their head in its order. */
export const PIECE = 2;

/** No head is longer: 1 MiB. */
export const HEAD_BYTES_MAX = 2 ** 20;

/** No piece is longer: 64 MiB. A longer column travels in several, all full but the last. */
export const PIECE_BYTES_MAX = 64 * 2 ** 20;

/** No message has more columns. */
export const COLUMNS_MAX = 1024;

/** How a column's type is named in a head, and how many bytes a number of it has. */
export const COLUMN_BYTES = { f64: 8, f32: 4, i32: 4, u32: 4, u8: 1 } as const;

/** A column's type in a head. */
export type ColumnType = keyof typeof COLUMN_BYTES;
