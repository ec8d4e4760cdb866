import { firstLanes, loadLanes } from "./lanes";

/** How many of the best are kept per row. */
@inline
const BEST = 20;

// A row's state: the bar, four counts, then from 32 on the best scores and behind them their names.
@inline
const SCORES: usize = 32;
@inline
const NAMES: usize = SCORES + 4 * BEST;
@inline
const LAST_SCORE: usize = NAMES - 4;
@inline
const LAST_NAME: usize = LAST_SCORE + 4 * BEST;

/** Bytes of a row's state in `rankRows`. */
export function rankStateBytes(): i32 {
  return <i32> NAMES + 4 * BEST;
}

/** The state of a row before any of its scores: no counts, and nothing among the best. */
export function clearRanks(states: usize, rows: i32): void {
  for (; rows > 0; rows--, states += NAMES + 4 * BEST) {
    for (let at: usize = 0; at < SCORES; at += 4) i32.store(states + at, 0);
    for (let at: usize = 0; at < 4 * BEST; at += 4) {
      f32.store(states + SCORES + at, -Infinity);
      i32.store(states + NAMES + at, -1);
    }
  }
}

/**
 * Goes once over some scores of each row and brings its state up to date, which holds, in words of 4
 * bytes: the score that the others are compared with (put there by the caller), how many were higher,
 * how many as high or higher, how many NaN, how many ±Infinity, three unused; the 20 highest scores,
 * the highest first, and the names of those. Of equal scores the lower name stands first; NaN is never
 * among them. A row's scores may come in any number of calls, in any order.
 *
 * @param scores of the first row, `step` bytes before those of the next one
 * @param names an unsigned whole number per column, below 4294967295, no two alike
 */
export function rankRows(
  scores: usize,
  step: usize,
  rows: i32,
  columns: i32,
  names: usize,
  states: usize,
): void {
  for (; rows > 0; rows--, scores += step, states += NAMES + 4 * BEST) {
    rankRow(scores, columns, names, states);
  }
}

function rankRow(scores: usize, columns: i32, names: usize, state: usize): void {
  const bar = v128.load_splat<f32>(state), infinity = f32x4.splat(Infinity), none = i32x4.splat(0);
  const end = columns & ~3;
  let lowest = v128.load32_splat(state + LAST_SCORE);
  let greater = none, atLeast = none, unscored = none, infinite = none;
  for (let i = 0; i < columns; i += 4) {
    const at = scores + (<usize> i << 2);
    // What is filled up is NaN, and taken off again below.
    const score = i < end ? v128.load(at) : v128.bitselect(
      loadLanes(at, columns - i),
      f32x4.splat(NaN),
      firstLanes(columns - i),
    );
    // A lane that holds is all ones: −1.
    greater = i32x4.sub(greater, f32x4.gt(score, bar));
    atLeast = i32x4.sub(atLeast, f32x4.ge(score, bar));
    unscored = i32x4.sub(unscored, f32x4.ne(score, score));
    infinite = i32x4.sub(infinite, f32x4.eq(f32x4.abs(score), infinity));
    if (v128.any_true(f32x4.ge(score, lowest))) {
      // Many scores may be just as high as the lowest that is kept: their names decide first.
      const place = <usize> i << 2, width = min(columns - i, 4);
      const lower = i32x4.lt_u(loadLanes(names + place, width), v128.load32_splat(state + LAST_NAME));
      const tied = v128.and(f32x4.eq(score, lowest), lower);
      if (v128.any_true(v128.or(f32x4.gt(score, lowest), tied))) {
        for (let lane = 0; lane < width; lane++) {
          const own = place + (<usize> lane << 2);
          keep(f32.load(scores + own), load<u32>(names + own), state);
        }
        lowest = v128.load32_splat(state + LAST_SCORE);
      }
    }
  }
  add(state + 4, sum(greater));
  add(state + 8, sum(atLeast));
  add(state + 12, sum(unscored) - ((4 - (columns & 3)) & 3));
  add(state + 16, sum(infinite));
}

/** Puts a score among the best of a row, if it is one. */
function keep(score: f32, name: u32, state: usize): void {
  let at = state + LAST_SCORE;
  if (!before(score, name, at)) return;
  for (; at > state + SCORES && before(score, name, at - 4); at -= 4) {
    f32.store(at, f32.load(at - 4));
    store<u32>(at + 4 * BEST, load<u32>(at + 4 * BEST - 4));
  }
  f32.store(at, score);
  store<u32>(at + 4 * BEST, name);
}

/** Whether a score stands before the one that is kept at `at`. */
@inline
function before(score: f32, name: u32, at: usize): bool {
  const other = f32.load(at);
  return score > other || (score == other && name < load<u32>(at + 4 * BEST));
}

@inline
function sum(x: v128): i32 {
  return i32x4.extract_lane(x, 0) + i32x4.extract_lane(x, 1) +
    i32x4.extract_lane(x, 2) + i32x4.extract_lane(x, 3);
}

@inline
function add(to: usize, count: i32): void {
  i32.store(to, i32.load(to) + count);
}
