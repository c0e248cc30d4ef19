import { randomUUID } from "node:crypto";
import { isRecorded, postEntry, type Posted } from "../../api/post-entry.ts";
import { clientFor, type ClientOptions } from "../../client-options.ts";
import { renderFields } from "../../output/fields.ts";
import { renderWarnings } from "../../output/render-warnings.ts";
import { print } from "../../output/print.ts";
import type { Terminal } from "../../terminal.ts";

/** The options of the commands that record an entry. */
export interface RecordOptions extends ClientOptions {
  readonly wait: number;
  readonly idempotencyKey?: string;
}

/** Posts an entry and prints whether it was recorded within the wait. */
export async function recordEntry(
  terminal: Terminal,
  options: RecordOptions,
  path: Parameters<typeof postEntry>[1],
  body: unknown,
): Promise<void> {
  const posted = await postEntry(await clientFor(options), path, body, {
    idempotencyKey: options.idempotencyKey ?? randomUUID(),
    waitSeconds: options.wait,
  });
  print(terminal, options.json === true, posted, () =>
    [renderFields(fieldsOf(posted), terminal), ...renderWarnings(posted)].join("\n"),
  );
}

function fieldsOf(posted: Posted): Parameters<typeof renderFields>[0] {
  return isRecorded(posted)
    ? {
        Recorded: posted.kind,
        Entry: posted.hash,
        Shipment: posted.shipment,
        Sequence: posted.sequence,
        Block: posted.block,
      }
    : {
        Accepted: posted.kind,
        Submission: posted.id,
        Shipment: posted.shipment,
        "Outcome at": `/v1/submissions/${posted.id}`,
      };
}
