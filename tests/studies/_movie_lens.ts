import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Corpus } from "../../core/corpus.ts";
import { UserError } from "../../core/user_error.ts";
import { ingest } from "../../datasets/ingest.ts";

/** Where MovieLens 100K is, which is not part of this repository. */
const ML_100K = fileURLToPath(new URL("../../../shared/data/ml-100k", import.meta.url));
/** Columns of the film's file, those of its text last. */
const FILM = ["item_id", "movie_title", "release_year", "class"] as const;

/** What is known of a film. */
export interface Film {
  /** Title, year and genres as the file has them, with spaces between. */
  readonly text: string;
  /** In the file's order. */
  readonly genres: readonly string[];
}

/**
 * MovieLens 100K: who rated what, and the films, one per item of the corpus.
 *
 * @param source folder of `ml-100k.inter` and `ml-100k.item`, RecBole's atomic files
 * @throws {UserError} if a file is not there, or is not what it should be
 */
export async function movieLens(
  source: string = ML_100K,
): Promise<{ corpus: Corpus; films: Film[] }> {
  const path = join(source, "ml-100k.item"), filmById = await readFilms(path);
  const corpus = await ingest(join(source, "ml-100k.inter"));
  const films = corpus.catalogue.rawId.map((film) =>
    filmById.get(film) ?? refused(path, `no film "${film}", expected all that are rated`)
  );
  return { corpus, films };
}

/** Every film by its raw id. */
async function readFilms(path: string): Promise<Map<string, Film>> {
  const file = await Deno.readTextFile(path).catch(() =>
    refused(path, "no readable file, expected that of MovieLens 100K")
  );
  const [head, ...lines] = file.replace(/[\r\n]+$/, "").split(/\r?\n/).map((line) =>
    line.split("\t")
  );
  const names = head.map((name) => name.replace(/:.*/, ""));
  const [id, ...said] = FILM.map((name) => {
    const at = names.indexOf(name);
    return at >= 0 ? at : refused(path, `no column "${name}", expected ${FILM.join(", ")}`);
  });
  const films = new Map<string, Film>();
  lines.forEach((fields, i) => {
    if (fields.length !== names.length) {
      refused(path, `${fields.length} fields in line ${i + 2}, expected ${names.length}`);
    }
    if (films.has(fields[id])) {
      refused(path, `film "${fields[id]}" in line ${i + 2} again, expected it once`);
    }
    const parts = said.map((at) => fields[at]);
    films.set(fields[id], {
      text: parts.filter((part) => part !== "").join(" "),
      genres: parts[parts.length - 1].split(" ").filter((genre) => genre !== ""),
    });
  });
  return films;
}

function refused(path: string, what: string): never {
  throw new UserError(`Cannot read "${path}": ${what}`);
}
