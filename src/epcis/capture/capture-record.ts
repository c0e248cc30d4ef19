import { KINDS } from "../../domain/rules/kind.ts";
import type { CaptureRecord, JobRecord } from "../../store/epcis/jobs.ts";
import { ownContexts } from "../event/own-contexts.ts";
import { indexEvent } from "../query/index-event.ts";
import type { ValidEvent } from "./check-events.ts";
import type { PlannedEntry } from "./planned-entries.ts";
import type { EpcisDocument } from "./read-document.ts";

/**
 * Makes the record of the job, its events and its entries, which the store writes in one transaction with the
 * submissions.
 */
export function captureRecord(
  job: JobRecord,
  entries: readonly PlannedEntry[],
  document: EpcisDocument,
): CaptureRecord {
  const drafts = new Map<ValidEvent, number[]>();
  for (const [index, { event }] of entries.entries()) {
    const indexes = drafts.get(event);
    if (indexes === undefined) drafts.set(event, [index]);
    else indexes.push(index);
  }
  return {
    job,
    events: Array.from(drafts, ([event, indexes]) => ({
      key: event.key,
      indexed: indexEvent(event, [...document.contexts, ...ownContexts(event.json["@context"])]),
      drafts: indexes,
    })),
    drafts: entries.map(({ event, meant, discrepancy }) => ({
      event: event.index,
      eventID: event.content.eventID,
      meant: KINDS[meant],
      discrepancy,
      standsFor: null,
    })),
  };
}
