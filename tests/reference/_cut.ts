import type { Event } from "./_model.ts";

/** Leave one out of one sequence: two answers, what lies between, and what leaves behind them. */
export function cut(sequence: readonly Event[]): void {
  const news = sequence.filter(({ repeat }) => !repeat);
  const [validation, test] = news.slice(-2);
  if (news.length < 2 || validation === sequence[0]) return;
  const from = sequence.indexOf(validation), to = sequence.indexOf(test);
  sequence.forEach((event, i) => {
    if (i > from) event.role = i < to ? "between" : "left";
  });
  validation.role = "validation";
  test.role = "test";
}
