/** The folder of a plugin's folder that it is packed into, which is no part of it. */
export const PACKED_FOLDER = "packed";
