import { UserError } from "../../core/user_error.ts";

/** The message with which something is refused: one line, by the rules of messages. */
export async function refused(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (!/^Cannot [^\n]*: [^\n]*, expected [^\n]*[^.\n]$/.test(error.message)) {
      throw new Error(`not a line as it should be: ${error.message}`);
    }
    return error.message;
  }
  throw new Error("Cannot tell the refusal: nothing was refused, expected a UserError");
}
