import { assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { refuseTooMuch } from "./refuse_too_much.ts";

Deno.test("refuseTooMuch() lets through what just fits", () => {
  refuseTooMuch({ jobs: 2, memoryBytes: 4e9, machineBytes: 8e9 });
});

Deno.test("refuseTooMuch() says what is needed and what there is", () => {
  assertThrows(
    () => refuseTooMuch({ jobs: 3, memoryBytes: 4e9, machineBytes: 8e9 }),
    UserError,
    "Cannot run 3 jobs side by side: they may need 12.0 GB (3 × 4.0 GB), expected at most the " +
      "8.0 GB of this machine; lower --jobs or --limit-memory",
  );
});

Deno.test("refuseTooMuch() refuses one job that is too big alone", () => {
  assertThrows(
    () => refuseTooMuch({ jobs: 1, memoryBytes: 9e9, machineBytes: 8e9 }),
    UserError,
    "Cannot run 1 job side by side",
  );
});
