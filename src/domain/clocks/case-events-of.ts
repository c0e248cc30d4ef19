import type { ParticipantId } from "../entry.ts";
import type { Hearing } from "../payload/portolan-members.ts";
import type { CaseEvent, StatedTime } from "./case-event.ts";
import type { CaseKind } from "./case-kind.ts";
import type { PreparedProfile } from "./prepared-profile.ts";
import type { Recording } from "./profile.ts";
import { timeZone, type TimeZone } from "./time-zone.ts";

/** A recorded entry about one case, as far as clocks depend on it. */
export interface CaseEntry {
  readonly kind: CaseKind;
  readonly author: ParticipantId;
  /** 0 for none. */
  readonly counterparty: ParticipantId;
  /** Unix seconds, as the author states. */
  readonly occurredAt: number;
  /** The block's time in Unix seconds. */
  readonly recordedAt: number;
  /** Of a Notice: the end of the time that it gives, in Unix seconds; absent where the reader does not know it. */
  readonly respondBy?: number;
  /** Of an exempting Hear: the code of the exemption; absent where the reader does not know it. */
  readonly exemption?: string;
}

/**
 * The events of a case that its entries record, by the profile's `recordedBy`.
 *
 * The time of an event is that of its block, and the author's own time goes along as `stated`: `occurredAt` proves nothing,
 * and an agency that dates its notice back would otherwise shorten the time of the person that it serves. So a person's
 * time begins when the person can know of the act. It may end later than by the statute, never earlier.
 *
 * Inspections of other agencies are not of this case, although they may refer to it.
 *
 * @param entries of one case in the order of the chain, the Hold first.
 * @param agency of the case.
 */
export function caseEventsOf(
  { profile, place }: PreparedProfile,
  entries: readonly CaseEntry[],
  agency: ParticipantId,
): CaseEvent[] {
  const zone = timeZone(place.zone);
  const before = new Set<CaseKind>();
  return entries
    .filter(({ kind, author }) => kind !== "Inspect" || author === agency)
    .flatMap((entry) => {
      const events = profile.recordedBy
        .filter((recording) => isRecorded(recording, entry, agency, before))
        .map((recording) => eventOf(recording, entry, agency, zone));
      before.add(entry.kind);
      return events;
    });
}

function isRecorded(
  { kind, hearing, after, before }: Recording,
  entry: CaseEntry,
  agency: ParticipantId,
  earlier: ReadonlySet<CaseKind>,
): boolean {
  return (
    kind === entry.kind &&
    (hearing === undefined || hearing === hearingOf(entry, agency)) &&
    (after === undefined || earlier.has(after)) &&
    (before === undefined || !earlier.has(before))
  );
}

/** What a Hear states, by its author and counterparty, as the ledger reads it. */
function hearingOf({ author, counterparty }: CaseEntry, agency: ParticipantId): Hearing {
  if (author !== agency) return "waived";
  return counterparty === 0 ? "exempt" : "heard";
}

function eventOf({ event, rule }: Recording, entry: CaseEntry, agency: ParticipantId, zone: TimeZone): CaseEvent {
  const { kind, author, counterparty, occurredAt, recordedAt, respondBy, exemption } = entry;
  const by = authorOf(entry, agency);
  const party = by === "party" ? author : counterparty;
  const namesParty = by === "party" || kind === "Notice" || kind === "Hear";
  return {
    type: event,
    at: recordedAt,
    stated: { at: occurredAt, by },
    ...(namesParty && party !== 0 && { party }),
    ...(kind === "Notice" && respondBy !== undefined && { until: zone.dayAt(respondBy) }),
    ...(event === "exempted" && {
      ...(rule !== undefined && { rule }),
      ...(exemption !== undefined && { code: exemption }),
    }),
  };
}

function authorOf({ kind, author }: CaseEntry, agency: ParticipantId): StatedTime["by"] {
  if (kind === "Uphold" || kind === "Annul") return "tribunal";
  return author === agency ? "agency" : "party";
}
