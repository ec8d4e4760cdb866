import { DuckDBDoubleVector, DuckDBFloatVector, DuckDBUIntegerVector } from "@duckdb/node-api";
import type { DuckDBDataChunk } from "@duckdb/node-api";
import type { Corpus } from "../core/corpus.ts";
import type { Interactions } from "../core/interactions.ts";
import type { ItemCatalogue } from "../core/item_catalogue.ts";
import type { Column } from "./_columns.ts";
import type { Database } from "./_database.ts";

/** What the table `event` holds, in the canonical order of the corpus, whatever order it stands in. */
export async function readCorpus(
  database: Database,
  options: { readonly columns: ReadonlySet<Column>; readonly sharedItems: boolean },
): Promise<Omit<Corpus, "id" | "sha256">> {
  const { columns } = options;
  const domain = columns.has("domain") ? "domain" : "'items'";
  await database.run(`create table user_index as
    select user_id as id, (row_number() over (order by user_id) - 1)::uinteger as k
    from (select distinct user_id from event)`);
  await database.run(`create table item_index as
    select domain, id, (row_number() over (order by domain, id) - 1)::uinteger as k,
      (dense_rank() over (order by id) - 1)::uinteger as identity, text, category
    from (select ${domain} as domain, item_id as id, ${least("text")}, ${least("category")}
      from event group by ${columns.has("domain") ? "domain, item_id" : "item_id"})`);
  const users = await database.texts("select id from user_index order by k");
  const catalogue = await readCatalogue(database, options);

  const [events] = await database.numbers("select count(*) from event");
  const rated = columns.has("rating");
  const chunks = database.chunks(`
    select user_index.k as u, item_index.k as i, event.timestamp as t
      ${rated ? ", event.rating as r" : ""}
    from event
    join user_index on user_index.id = event.user_id
    join item_index on item_index.id = event.item_id
      ${columns.has("domain") ? "and item_index.domain = event.domain" : ""}
    order by u, t, i ${rated ? ", r desc" : ""}`);
  const interactions = await readInteractions(chunks, { events, users: users.length, rated });
  return { users, catalogue, interactions, duplicates: events - interactions.length };

  function least(column: "text" | "category"): string {
    return columns.has(column)
      ? `coalesce(min(nullif(${column}, '')), '') as ${column}`
      : `null as ${column}`;
  }
}

async function readCatalogue(
  database: Database,
  { columns, sharedItems }: {
    readonly columns: ReadonlySet<Column>;
    readonly sharedItems: boolean;
  },
): Promise<ItemCatalogue> {
  const rawId = await database.texts("select id from item_index order by k");
  const sizes = await database.rows(
    "select domain, count(*) from item_index group by domain order by domain",
  );
  const offsets = new Uint32Array(sizes.length + 1), domain = new Uint8Array(rawId.length);
  sizes.forEach(([, size], d) => {
    offsets[d + 1] = offsets[d] + Number(size);
    domain.fill(d, offsets[d], offsets[d + 1]);
  });
  const catalogue: ItemCatalogue = {
    length: rawId.length,
    domains: sizes.map(([name]) => String(name)),
    offsets,
    domain,
    rawId,
    identity: await readIndices(
      database,
      `select ${sharedItems ? "identity" : "k"} from item_index order by k`,
      rawId.length,
    ),
  };
  const text = columns.has("text")
    ? { text: await database.texts("select text from item_index order by k") }
    : {};
  if (!columns.has("category")) return { ...catalogue, ...text };
  const categories = await database.texts(
    "select distinct category from item_index order by category",
  );
  const category = await readIndices(
    database,
    `select i from (select k, (dense_rank() over (order by category) - 1)::uinteger as i
      from item_index) order by k`,
    rawId.length,
  );
  return { ...catalogue, ...text, category, categories };
}

async function readIndices(database: Database, sql: string, length: number): Promise<Uint32Array> {
  const indices = new Uint32Array(length);
  let at = 0;
  for await (const chunk of database.chunks(sql)) {
    const values = numbers(chunk, 0);
    for (let row = 0; row < chunk.rowCount; row++) indices[at++] = values.getItem(row) ?? NaN;
  }
  return indices;
}

/** Events in columns: rows come in their order, and of equal (user, time, item) the first is kept. */
async function readInteractions(
  chunks: AsyncIterable<DuckDBDataChunk>,
  size: { readonly events: number; readonly users: number; readonly rated: boolean },
): Promise<Interactions> {
  const offsets = new Uint32Array(size.users + 1);
  const item = new Uint32Array(size.events), time = new Float64Array(size.events);
  const rating = new Float32Array(size.rated ? size.events : 0);
  let length = 0, lastUser = -1;
  for await (const chunk of chunks) {
    const rows = chunk.rowCount;
    const users = numbers(chunk, 0), items = numbers(chunk, 1), times = numbers(chunk, 2);
    const ratings = size.rated ? numbers(chunk, 3) : undefined;
    for (let row = 0; row < rows; row++) {
      const u = users.getItem(row) ?? NaN, i = items.getItem(row) ?? NaN;
      const t = times.getItem(row) ?? NaN;
      if (u === lastUser && t === time[length - 1] && i === item[length - 1]) continue;
      item[length] = i;
      // Plus 0 makes 0 of -0, which equals it and may have come from either of two duplicates.
      time[length] = t + 0;
      if (ratings) rating[length] = (ratings.getItem(row) ?? NaN) + 0;
      length++;
      lastUser = u;
      offsets[u + 1] = length;
    }
  }
  const whole = length === size.events;
  return {
    length,
    offsets,
    item: whole ? item : item.slice(0, length),
    time: whole ? time : time.slice(0, length),
    ...(size.rated ? { rating: whole ? rating : rating.slice(0, length) } : {}),
  };
}

type NumberVector = DuckDBUIntegerVector | DuckDBDoubleVector | DuckDBFloatVector;

function numbers(chunk: DuckDBDataChunk, at: number): NumberVector {
  const vector = chunk.getColumnVector(at);
  if (
    vector instanceof DuckDBUIntegerVector || vector instanceof DuckDBDoubleVector ||
    vector instanceof DuckDBFloatVector
  ) return vector;
  throw new TypeError(`Cannot read column ${at}: ${vector.type}, expected numbers`);
}
