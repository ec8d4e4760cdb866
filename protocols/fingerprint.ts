import { canonicalJson } from "../core/canonical_json.ts";
import { sha256 } from "../core/sha256.ts";
import type { CaseSet } from "./case_set.ts";
import type { Task } from "./task.ts";

/**
 * The SHA-256 of a whole task keyed by raw ids: protocol, ids, events, what is training, pools,
 * cases, histories, candidates, and the slice that hangs on events outside the task. Canonical indices are positions in the sorted raw ids, which are
 * hashed too; so two people with equal fingerprints sat the same exam.
 *
 * @returns 64 hexadecimal digits
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { fingerprint } from "./fingerprint.ts";
 * import { freeze } from "./freeze.ts";
 * import { loadProtocol } from "./load_protocol.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const other = { ...task, training: task.training.map(() => 1) };
 * if (fingerprint(task) !== task.fingerprint) throw new Error("not what freeze() says");
 * if (fingerprint(other) === task.fingerprint) throw new Error("blind to what is training");
 * ```
 */
export function fingerprint(task: Omit<Task, "fingerprint">): string {
  const { catalogue, users } = task.corpus, { timeline } = task;
  return sha256(
    canonicalJson({
      protocol: task.protocol.sha256,
      ...(task.protocol.arm !== undefined && { arm: task.protocol.arm }),
      domains: catalogue.domains,
    }),
    canonicalJson(users),
    canonicalJson(catalogue.rawId),
    ...(catalogue.text ? [canonicalJson(catalogue.text)] : []),
    ...(catalogue.category ? [canonicalJson(catalogue.categories ?? []), catalogue.category] : []),
    catalogue.offsets,
    catalogue.identity,
    timeline.offsets,
    timeline.item,
    timeline.time,
    ...(timeline.rating ? [timeline.rating] : []),
    task.training,
    ...(task.label ? [task.label] : []),
    ...task.pools,
    ...caseParts(task.validation),
    ...caseParts(task.test),
    ...(task.adaptation
      ? [
        task.adaptation.view,
        task.adaptation.trainable,
        ...caseParts(task.adaptation.validation),
      ]
      : []),
  );
}

function caseParts(cases: CaseSet): ArrayBufferView[] {
  return [
    cases.event,
    cases.frames,
    cases.visible,
    cases.counted,
    cases.headline,
    ...(cases.candidates ? [cases.candidates.offsets, cases.candidates.items] : []),
    ...("unseen" in cases.slices ? [cases.slices.unseen] : []),
  ];
}
