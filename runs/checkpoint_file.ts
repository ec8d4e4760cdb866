import { readSafetensors } from "../core/read_safetensors.ts";
import { writeAtomic } from "../core/write_atomic.ts";
import { writeSafetensors } from "../core/write_safetensors.ts";

/** What a fit that was interrupted goes on from. */
export interface Checkpoint {
  /** The method's own state. */
  readonly state: Uint8Array;
  /** Calls of `context.validate` up to here: a resumed run records as many as an uninterrupted one. */
  readonly validationCalls: number;
  /** What those gave, NaN for no value; a trial of a search does not keep them. */
  readonly validationValues?: Float64Array;
  /** The best value of those, where somebody asks for it: of a trial of a search. */
  readonly best?: number;
}

/**
 * The last checkpoint of the run with a key, in one file that is there only while the run is not done.
 *
 * @example
 * ```ts
 * import { CheckpointFile } from "./checkpoint_file.ts";
 * const folder = await Deno.makeTempDir(), file = new CheckpointFile(`${folder}/a.safetensors`);
 * const validationValues = Float64Array.of(0.25, NaN);
 * await file.write({ state: Uint8Array.of(1, 2), validationCalls: 2, validationValues });
 * const kept = await file.read();
 * await file.remove();
 * const gone = await file.read();
 * await Deno.remove(folder);
 * if (kept?.state.join() !== "1,2" || gone !== undefined) throw new Error("not until removed");
 * if (kept.validationValues?.join() !== "0.25,NaN") throw new Error("not all values");
 * ```
 */
export class CheckpointFile {
  readonly #path: string;

  /** @param path where it lies, or would */
  constructor(path: string) {
    this.#path = path;
  }

  /** The checkpoint, if there is one. */
  async read(): Promise<Checkpoint | undefined> {
    try {
      const { tensors: { state, validationCalls, validationValues, best } } = readSafetensors(
        await Deno.readFile(this.#path),
      );
      return {
        state: Uint8Array.from(state.data),
        validationCalls: validationCalls.data[0],
        ...(validationValues && { validationValues: Float64Array.from(validationValues.data) }),
        ...(best && { best: best.data[0] }),
      };
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  }

  /** Replaces the checkpoint, whole or not at all. */
  async write({ state, validationCalls, validationValues, best }: Checkpoint): Promise<void> {
    const calls = Uint32Array.of(validationCalls);
    await writeAtomic(
      this.#path,
      writeSafetensors({
        tensors: {
          state: { shape: [state.length], data: state },
          validationCalls: { shape: [1], data: calls },
          ...(validationValues && {
            validationValues: { shape: [validationValues.length], data: validationValues },
          }),
          ...(best !== undefined && { best: { shape: [1], data: Float64Array.of(best) } }),
        },
        metadata: { schema: "permafrost/checkpoint@1" },
      }),
    );
  }

  /** Removes it once its run is done. */
  async remove(): Promise<void> {
    await Deno.remove(this.#path).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
}
