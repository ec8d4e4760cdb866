import { DuckDBInstance } from "@duckdb/node-api";

/**
 * What ingest is measured against: DuckDB with its own defaults loads a CSV into a table and counts
 * distinct users and items.
 */
export async function duckdbAlone(path: string): Promise<{ users: number; items: number }> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`create table event as from read_csv('${path.replaceAll("'", "''")}')`);
  const counted = await connection.run(
    "select count(distinct user_id), count(distinct item_id) from event",
  );
  const [[users, items]] = await counted.getRows();
  connection.closeSync();
  instance.closeSync();
  return { users: Number(users), items: Number(items) };
}
