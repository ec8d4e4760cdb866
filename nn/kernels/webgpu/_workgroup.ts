/** Invocations of a workgroup: no fewer than any GPU runs in step. */
export const WORKGROUP = 64;
