import { isRecorded, type Posted } from "../api/post-entry.ts";
import type { Terminal } from "../terminal.ts";
import { renderFields } from "./fields.ts";

/** What became of a posted entry, for people. */
export function renderPosted(posted: Posted, terminal: Terminal): string {
  return isRecorded(posted)
    ? renderFields(
        {
          Recorded: posted.kind,
          Entry: posted.hash,
          Shipment: posted.shipment,
          Sequence: posted.sequence,
          Block: posted.block,
        },
        terminal,
      )
    : renderFields(
        {
          Accepted: posted.kind,
          Submission: posted.id,
          Shipment: posted.shipment,
          "Ask later": `/v1/submissions/${posted.id}`,
        },
        terminal,
      );
}
