import type { ActKind } from "../../../../domain/cooperation/act-kind.ts";

type Words = Readonly<Partial<Record<ActKind, string>>>;

/** What the fields of an act mean, which differs by kind: names of members in the catalogue. */
const MEANINGS = {
  until: {
    Propose: "endsAt",
    Return: "completeBy",
    Postpone: "answerBy",
    Delay: "answerBy",
    Offer: "offeredUntil",
    Onward: "offeredUntil",
    Recall: "eraseBy",
    Seal: "sealedUntil",
    ExtendSeal: "sealedUntil",
    Anchor: "keptUntil",
    Convene: "caseUntil",
  },
  period: { Propose: "noticeDays", Ask: "answerDays", Prolong: "addedDays" },
  code: {
    Propose: "direction",
    Name: "direction",
    Ask: "measure",
    Refuse: "ground",
    Postpone: "cause",
    Delay: "cause",
    Close: "outcome",
    Offer: "basis",
    Onward: "basis",
    RefuseErasure: "ground",
    Seal: "ground",
    ExtendSeal: "ground",
    Anchor: "anchored",
    Convene: "task",
    Invite: "task",
    Exhibit: "basis",
  },
  codes: {
    Propose: "measures",
    Offer: "caveats",
    SignCaveats: "caveats",
    Onward: "caveats",
    Exhibit: "caveats",
    Derive: "caveats",
  },
} as const satisfies Record<string, Words>;

/** The name under which forms and lists show a field of an act. */
export function fieldName(kind: ActKind, field: keyof typeof MEANINGS): string {
  const meanings: Words = MEANINGS[field];
  return meanings[kind] ?? field;
}
