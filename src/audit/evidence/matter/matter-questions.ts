import { ACT_KINDS, actKindName } from "../../../domain/cooperation/act-kind.ts";
import { ACT_RULES } from "../../../domain/cooperation/act-rules.ts";
import type { Act, MatterId } from "../../../domain/cooperation/act.ts";
import { type Bytes32, type EntryHash, type ParticipantId, ZERO_BYTES32 } from "../../../domain/entry.ts";
import { itemAt } from "../../../domain/item-at.ts";
import { itemSlots, matterSlots, seatSlot } from "../../proof/cooperation-slots.ts";

/** The storage of the ledger of cooperation that decides about the acts of a file. */
export interface MatterQuestions {
  /** The matter, and the agreement that it rests on, if it rests on one. */
  readonly matters: readonly MatterId[];
  /** The agreements that these agreements replace. The file has no act of them. */
  readonly replaced: readonly MatterId[];
  readonly seats: readonly { readonly matter: MatterId; readonly participant: ParticipantId }[];
  readonly items: readonly { readonly matter: MatterId; readonly hash: EntryHash }[];
}

/**
 * Derives the storage to prove from the acts only, so that a file cannot contain nodes which its acts do not need.
 *
 * @param acts of the file, in the order of the chain.
 * @param hashes of these acts.
 */
export function matterQuestions(matter: MatterId, acts: readonly Act[], hashes: readonly EntryHash[]): MatterQuestions {
  const opening = acts.find((act) => act.matter === matter);
  const rests = opening !== undefined && opening.kind !== ACT_KINDS.Propose && opening.refersTo !== ZERO_BYTES32;
  const matters = rests ? [matter, opening.refersTo] : [matter];
  const replaced = new Set<MatterId>();
  const seats = new Map<string, MatterQuestions["seats"][number]>();
  const items: MatterQuestions["items"][number][] = [];
  const replacedBy = new Map<MatterId, MatterId>();
  acts.forEach((act, index) => {
    const kind = actKindName(act.kind);
    if (kind !== undefined && ACT_RULES[kind].opens === "item")
      items.push({ matter: act.matter, hash: itemAt(hashes, index) });
    if (kind === "Propose" && act.refersTo !== ZERO_BYTES32) {
      replaced.add(act.refersTo);
      replacedBy.set(act.matter, act.refersTo);
    }
    const seatsAuthor = kind === "Propose" || kind === "Convene";
    if (!seatsAuthor && kind !== "Name" && kind !== "Invite") return;
    const participant = seatsAuthor ? act.author : act.counterparty;
    for (const seated of [act.matter, replacedBy.get(act.matter)])
      if (seated !== undefined) seats.set(`${seated}${participant}`, { matter: seated, participant });
  });
  for (const id of matters) replaced.delete(id);
  return { matters, replaced: [...replaced], seats: [...seats.values()], items };
}

/** The slots of the ledger of cooperation that answer the questions. */
export function slotsOf({ matters, replaced, seats, items }: MatterQuestions): Bytes32[] {
  return [
    ...matters.flatMap((id) => Object.values<Bytes32>({ ...matterSlots(id) })),
    ...replaced.map((id) => matterSlots(id).matter),
    ...seats.map(({ matter, participant }) => seatSlot(matter, participant)),
    ...items.flatMap(({ matter, hash }) => Object.values<Bytes32>({ ...itemSlots(matter, hash) })),
  ];
}
