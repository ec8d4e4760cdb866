import { assert, assertEquals } from "@std/assert";
import { assertShare } from "./_assert_share.ts";
import { drawFrame } from "./_draw_frame.ts";
import { drawWorld } from "./_draw_world.ts";
import { plainConfig } from "./_plain_config.ts";

const config = plainConfig({ users: 2000 }), world = drawWorld(config);
const frames = Array.from({ length: 2000 }, (_, user) => drawFrame(world, user));
const { start, days } = config.time;

Deno.test("drawFrame() gives whole seconds, strictly increasing, within all time", () => {
  for (const { time } of frames) {
    time.forEach((each, at) => {
      assert(Number.isInteger(each) && each >= start && each < start + 86400 * days + time.length);
      assert(at === 0 || each > time[at - 1]);
    });
  }
});

Deno.test("drawFrame() spreads events over all time", () => {
  const thirds = [0, 0, 0];
  let events = 0;
  for (const { time } of frames) {
    for (const each of time) thirds[Math.min(2, Math.floor(3 * (each - start) / (86400 * days)))]++;
    events += time.length;
  }
  assert(thirds.every((each) => each > events / 8), `${thirds}`);
});

Deno.test("drawFrame() gives each member the planted mean number of events", () => {
  config.domains.forEach(({ events }, d) => {
    let sum = 0, members = 0;
    frames.forEach(({ domain }, user) => {
      const count = domain.reduce((total, each) => total + (each === d ? 1 : 0), 0);
      const isMember = (world.membership[user] & (1 << d)) !== 0;
      assertEquals(isMember, count > 0);
      if (!isMember) return;
      assert(count >= events.minimum && count <= events.maximum);
      sum += count;
      members++;
    });
    // A geometric number of mean 5 has variance 30; the cut at 30 events takes 0.05 off the mean.
    assert(Math.abs(sum / members - events.mean + 0.05) < 4 * Math.sqrt(30 / members));
  });
});

Deno.test("drawFrame() stays in a domain as often as asked while events are left there", () => {
  const always = drawWorld({ ...config, sequence: { ...config.sequence, stay: 1 } });
  const never = drawWorld({ ...config, sequence: { ...config.sequence, stay: 0 } });
  let hits = 0, trials = 0;
  for (let user = 0; user < 2000; user++) {
    const { domain } = drawFrame(always, user);
    const changes = domain.filter((each, at) => at > 0 && each !== domain[at - 1]).length;
    assertEquals(changes, new Set(domain).size - 1);
    const mixed = drawFrame(never, user).domain;
    for (let at = 1; at < mixed.length; at++) {
      // Without staying, two domains' events are shuffled: after one of each, either comes next
      // with the same chance.
      if (mixed[0] === mixed[1] || new Set(mixed).size !== 2 || at > 1) continue;
      trials++;
      if (mixed[2] === mixed[0]) hits++;
    }
  }
  assert(trials > 100);
  assertShare({ hits, trials }, 0.5);
});
