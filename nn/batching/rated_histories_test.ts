import { assertEquals } from "@std/assert";
import { ratedHistories } from "./rated_histories.ts";

const histories = {
  offsets: new Uint32Array([0, 2, 2, 5]),
  item: new Uint32Array([7, 8, 9, 7, 6]),
  time: new Float64Array([1, 2, 3, 4, 5]),
  rating: new Float32Array([4, 3.5, 1, 5, 4]),
};

Deno.test("ratedHistories() keeps what is rated at least so high, with times and ratings", () => {
  const { offsets, item, time, rating } = ratedHistories(histories, { least: 4 });
  assertEquals([...offsets], [0, 1, 1, 3]);
  assertEquals([...item], [7, 7, 6]);
  assertEquals([...time], [1, 4, 5]);
  assertEquals([...rating ?? []], [4, 5, 4]);
});

Deno.test("ratedHistories() keeps everything above the least of all, and nothing above the best", () => {
  assertEquals(ratedHistories(histories, { least: -Infinity }), histories);
  assertEquals([...ratedHistories(histories, { least: 6 }).offsets], [0, 0, 0, 0]);
});

Deno.test("ratedHistories() keeps everything where nothing is rated", () => {
  const { rating: _, ...unrated } = histories;
  assertEquals(ratedHistories(unrated, { least: 4 }), unrated);
});
