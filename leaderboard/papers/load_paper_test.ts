import { assertRejects } from "@std/assert";
import { UserError } from "../../core/user_error.ts";
import { loadPaper } from "./load_paper.ts";

Deno.test("loadPaper() refuses a paper that is not there, with near names", async () => {
  await assertRejects(
    () => loadPaper("syncre"),
    UserError,
    'Cannot find paper "syncre": did you mean "syncrec"?',
  );
  await assertRejects(() => loadPaper("../amid"), UserError, "Cannot find paper");
  await assertRejects(
    () => loadPaper("collaborative"),
    UserError,
    "expected amid, biao, man, prerec, syncrec",
  );
});
