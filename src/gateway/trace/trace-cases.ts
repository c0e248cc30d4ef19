import type { EntryHash } from "../../domain/entry.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { ParticipantReference } from "../../api/participant.ts";
import type { TraceCase } from "../../api/trace.ts";
import type { Step } from "./step.ts";

type Draft = { -readonly [Member in keyof TraceCase]: TraceCase[Member] } & { entries: EntryHash[] };

/** Lists all customs cases of the shipment with their entries, oldest first. */
export function traceCases(steps: readonly Step[]): TraceCase[] {
  const cases = new Map<EntryHash, Draft>();
  let custodian: ParticipantReference | null = null;
  for (const step of steps) {
    const { entry, kind } = step;
    if (kind === KINDS.Hold) cases.set(entry.hash, openCase(step, custodian));
    const subject = entry.refersTo === null ? undefined : cases.get(entry.refersTo);
    if (subject !== undefined) advance(subject, step);
    if (kind === KINDS.Consign || kind === KINDS.Accept || kind === KINDS.Unload || kind === KINDS.Seize) {
      custodian = entry.author;
    }
  }
  return [...cases.values()];
}

function openCase({ entry }: Step, custodian: ParticipantReference | null): Draft {
  return {
    hold: entry.hash,
    shipment: entry.shipment,
    agency: entry.author,
    custodian,
    openedAt: entry.recordedAt,
    notifiedAt: null,
    closedAt: null,
    contested: false,
    seized: false,
    entries: [entry.hash],
  };
}

function advance(subject: Draft, { entry, kind }: Step): void {
  subject.entries.push(entry.hash);
  switch (kind) {
    case KINDS.Notice:
      subject.notifiedAt ??= entry.recordedAt;
      break;
    case KINDS.Contest:
      subject.contested = true;
      break;
    case KINDS.Seize:
      subject.seized = true;
      break;
    case KINDS.Uphold:
      subject.contested = false;
      break;
    case KINDS.Annul:
      subject.contested = false;
      subject.closedAt = entry.recordedAt;
      break;
    case KINDS.Release:
    case KINDS.Forfeit:
      subject.closedAt = entry.recordedAt;
  }
}
