/** Marks are kept in hundred-thousandths: short, and finer than what is shown. */
export const SCALE = 100000;
