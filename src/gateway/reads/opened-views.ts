import type { EntryView } from "../../api/entry.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { OpenedPayloads } from "./opened-payloads.ts";

/** The payloads that these entries, as an answer shows them, open to their reader. */
export function openedViews(reader: ParticipantId, views: readonly EntryView[]): OpenedPayloads {
  const opened = new OpenedPayloads(reader);
  for (const { hash, shipment, author, payload } of views)
    if (payload === "known" || payload === "partial") opened.add(hash, shipment, author?.id ?? 0);
  return opened;
}
