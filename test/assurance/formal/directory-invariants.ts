import type { PlantedBug } from "./planted-bug.ts";
import { all, any, implies, is, isAtMost, isNot, plus } from "./truth.ts";
import type { Word } from "./word.ts";

/** A call of a rule of the directory: its arguments, and the record that it returns. */
export interface DirectoryStep {
  readonly argument: (path: string) => Word;
  readonly before: (field: string) => Word;
  readonly after: (field: string) => Word;
}

/** A statement about every record and every change that a rule of the directory allows. */
export interface DirectoryInvariant {
  readonly sentence: string;
  /** The function of `MemberRules`. */
  readonly rule: "settle" | "publish" | "recover";
  readonly holds: (step: DirectoryStep) => Word;
  /** Breaks the invariant: the proof must find it, otherwise the proof is void. */
  readonly plantedBug: PlantedBug;
}

const source = "libraries/MemberRules";
const VALID_FIELDS = ["endpoint", "recovery", "generation"];
const FIELDS = [
  "head",
  ...VALID_FIELDS,
  "effectiveAt",
  "recovers",
  "pending",
  "nextEndpoint",
  "nextRecovery",
  "nextKey",
];

const keeps = ({ before, after }: DirectoryStep, fields: readonly string[]): Word =>
  all(...fields.map((field) => is(after(field), before(field))));

/** Whether the delay is not 0. Without a delay, a change takes effect at once. */
const isDelayed = ({ argument }: DirectoryStep): Word => isNot(argument("delay"), 0);

export const DIRECTORY_INVARIANTS: readonly DirectoryInvariant[] = [
  {
    sentence: "A pending change takes effect no earlier than its time",
    rule: "settle",
    holds: (step) => any(isAtMost(step.before("effectiveAt"), step.argument("time")), keeps(step, FIELDS)),
    plantedBug: { source, rule: "settle", right: "time < member.effectiveAt", wrong: "time + 1 < member.effectiveAt" },
  },
  {
    sentence: "Settling keeps the head, and leaves the valid state without a pending change",
    rule: "settle",
    holds: (step) => all(keeps(step, ["head"]), implies(is(step.before("effectiveAt"), 0), keeps(step, VALID_FIELDS))),
    plantedBug: { source, rule: "settle", right: "member.effectiveAt == 0 || ", wrong: "" },
  },
  {
    sentence: "A publication binds the head and becomes it",
    rule: "publish",
    holds: ({ argument, before, after }) =>
      all(is(argument("announced.previous"), before("head")), is(after("head"), argument("announced.change"))),
    plantedBug: { source, rule: "checkPrevious", right: "previous != member.head", wrong: "previous == member.head" },
  },
  {
    sentence: "A publication after the first leaves the valid endpoint, recovery digest and generation until its delay",
    rule: "publish",
    holds: (step) =>
      implies(
        all(isNot(step.before("head"), 0), isDelayed(step)),
        all(
          keeps(step, VALID_FIELDS),
          is(step.after("effectiveAt"), plus(step.argument("time"), step.argument("delay"))),
        ),
      ),
    plantedBug: { source, rule: "publish", right: "first ? time : time + delay", wrong: "time" },
  },
  {
    sentence: "A publication never replaces a pending change",
    rule: "publish",
    holds: ({ before }) => is(before("effectiveAt"), 0),
    plantedBug: { source, rule: "publish", right: "member.effectiveAt != 0", wrong: "member.recovers" },
  },
  {
    sentence: "A recovery leaves the valid endpoint, recovery digest and generation until its delay",
    rule: "recover",
    holds: (step) =>
      implies(
        isDelayed(step),
        all(
          keeps(step, VALID_FIELDS),
          step.after("recovers"),
          is(step.after("effectiveAt"), plus(step.argument("time"), step.argument("delay"))),
        ),
      ),
    plantedBug: { source, rule: "recover", right: "time + delay", wrong: "time" },
  },
  {
    sentence: "A recovery registers another recovery digest, an endpoint and a key",
    rule: "recover",
    holds: ({ argument, before }) =>
      all(
        isNot(argument("announced.recovery"), before("recovery")),
        ...["endpoint", "recovery", "key"].map((part) => isNot(argument(`announced.${part}`), 0)),
      ),
    plantedBug: { source, rule: "_isComplete", right: "announced.endpoint != 0 && ", wrong: "" },
  },
];
