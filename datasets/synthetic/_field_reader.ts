import { UserError } from "../../core/user_error.ts";
import { refusal } from "./_refusal.ts";

/** Reads a JSON object field by field, refusing what is missing, unknown, of another type or out of range. */
export class FieldReader {
  readonly #fields: Map<string, unknown>;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw refusal(path, value, "an object");
    }
    this.#fields = new Map(Object.entries(value));
    this.#path = path;
  }

  /** Where a field stands, for messages. */
  at(name: string): string {
    return this.#path === "" ? name : `${this.#path}.${name}`;
  }

  /** The raw value of a field, which is then used up. */
  take(name: string): unknown {
    if (!this.#fields.has(name)) throw refusal(this.at(name), undefined, "a value");
    const value = this.#fields.get(name);
    this.#fields.delete(name);
    return value;
  }

  /** A finite number from `min` to `max`. */
  number(name: string, min: number, max: number): number {
    const value = this.take(name);
    if (typeof value !== "number" || !(value >= min && value <= max)) {
      throw refusal(this.at(name), value, `a number from ${min} to ${max}`);
    }
    return value;
  }

  /** A whole number from `min` to `max`. */
  whole(name: string, min: number, max: number): number {
    const value = this.take(name);
    if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max) {
      throw refusal(this.at(name), value, `a whole number from ${min} to ${max}`);
    }
    return value;
  }

  /** A text that is not empty. */
  text(name: string): string {
    const value = this.take(name);
    if (typeof value !== "string" || value === "") {
      throw refusal(this.at(name), value, "a text that is not empty");
    }
    return value;
  }

  /** A list that is not empty. */
  list(name: string): readonly unknown[] {
    const value = this.take(name);
    if (!Array.isArray(value) || value.length === 0) {
      throw refusal(this.at(name), value, "a list that is not empty");
    }
    return value;
  }

  /** An object inside this one. */
  object(name: string): FieldReader {
    return new FieldReader(this.take(name), this.at(name));
  }

  /** An object inside this one, or null. */
  objectOrNull(name: string): FieldReader | null {
    const value = this.take(name);
    return value === null ? null : new FieldReader(value, this.at(name));
  }

  /** Refuses what was not read. */
  end(): void {
    for (const name of this.#fields.keys()) {
      throw new UserError(
        `Cannot use tundra config "${this.at(name)}": unknown, expected no such field`,
      );
    }
  }
}
