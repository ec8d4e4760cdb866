import type { CaseSet } from "../../protocols/case_set.ts";
import { history } from "../../protocols/history.ts";
import type { Protocol } from "../../protocols/protocol.ts";
import type { Task } from "../../protocols/task.ts";
import { PopularityIndex } from "../../runs/popularity_index.ts";
import { unshuffled } from "../../runs/shuffle.ts";
import type { Case, Event, ReferenceTask } from "./_model.ts";

/** A task as lines by raw ids, for comparing the two implementations. */
export type Told = Readonly<Record<string, readonly string[]>>;

/** What `freeze()` gave. */
export function toldTask(task: Task): Told {
  const { timeline, corpus, training, trained } = task, { catalogue } = corpus;
  const name = (item: number): string =>
    `${catalogue.domains[catalogue.domain[item]]}/${catalogue.rawId[item]}`;
  const event = (row: number): string => `${name(timeline.item[row])}@${timeline.time[row]}`;
  const { adaptation, label } = task;
  const told = (row: number): string =>
    [
      training[row] === 1 ? "training" : "not",
      adaptation?.view[row] ? (adaptation.trainable[row] ? "told" : "seen") : "",
      timeline.rating?.[row] ?? 0,
      label?.[row] ?? "",
    ].join(" ");
  const part = (cases: CaseSet): string[] => {
    const popularity = new PopularityIndex(task, cases, unshuffled(task)), lines: string[] = [];
    for (let f = 0; f + 1 < cases.frames.length; f++) {
      const { total, last } = popularity.at(cases.interval[cases.frames[f]]);
      const counted = [...total.keys()].filter((item) => total[item] > 0)
        .map((item) => `${name(item)}=${total[item]},${last[item]}`);
      lines.push(`frame: ${counted.join(" ")}`);
      for (let i = cases.frames[f]; i < cases.frames[f + 1]; i++) {
        const drawn = cases.candidates?.items
          .subarray(cases.candidates.offsets[i], cases.candidates.offsets[i + 1]);
        const flags = Object.keys(cases.slices).filter((each) => cases.slices[each][i] === 1);
        lines.push([
          corpus.users[cases.user[i]],
          history(task, cases, i).map(event).join(" "),
          event(cases.event[i]),
          drawn ? Array.from(drawn, (item) => catalogue.rawId[item]).join(" ") : "all",
          cases.headline[i] === 1 ? "headline" : "aside",
          flags.sort().join(" "),
        ].join(" | "));
      }
    }
    return lines;
  };
  return {
    events: corpus.users.flatMap((user, u) =>
      Array.from({ length: timeline.offsets[u + 1] - timeline.offsets[u] }, (_, i) => {
        const row = timeline.offsets[u] + i;
        return `${user} ${event(row)} ${told(row)}`;
      })
    ),
    trained: [...trained.keys()].filter((item) => trained[item] === 1).map(name),
    validation: part(task.validation),
    test: part(task.test),
    adaptation: adaptation ? part(adaptation.validation) : [],
  };
}

/** What the reference gave. */
export function toldReference(task: ReferenceTask, protocol: Protocol): Told {
  const event = ({ domain, item, time }: Event): string => `${domain}/${item}@${time}`;
  const items = (of: ReadonlyMap<string, readonly string[]>): string[] =>
    [...of].flatMap(([domain, names]) => names.map((item) => `${domain}/${item}`));
  const all = items(task.catalogue), slices: string[] = [...protocol.slices, "time-tied"];
  const part = (frames: readonly (readonly Case[])[]): string[] =>
    frames.flatMap((frame) => {
      const { popularity } = frame[0];
      const counted = all.flatMap((name) => {
        const of = popularity.get(name);
        return of ? [`${name}=${of.total},${of.last}`] : [];
      });
      return [
        `frame: ${counted.join(" ")}`,
        ...frame.map((each) =>
          [
            each.answer.user,
            each.history.map(event).join(" "),
            event(each.answer),
            protocol.candidates.kind === "full" ? "all" : each.candidates.join(" "),
            each.headline ? "headline" : "aside",
            [...each.slices].filter((name) => slices.includes(name)).sort().join(" "),
          ].join(" | ")
        ),
      ];
    });
  const { split } = protocol;
  const told = ({ role, adapted, rating }: Event): string => {
    const label = split.kind === "click" ? Number(rating > split.likedAbove) : "";
    return [role === "training" ? "training" : "not", adapted ?? "", rating, label].join(" ");
  };
  return {
    events: [...task.events].flatMap(([user, its]) =>
      its.map((each) => `${user} ${event(each)} ${told(each)}`)
    ),
    trained: items(task.trained),
    validation: part(task.validation),
    test: part(task.test),
    adaptation: part(task.adaptation),
  };
}
