import type { Scheduled, ParticipantView } from "../../api/participant.ts";
import type { ApiClient } from "../api/api-client.ts";
import { clientFor, type ClientOptions } from "../client-options.ts";
import { print } from "../output/print.ts";
import { renderParticipant } from "../output/render-participant.ts";
import { formatTime } from "../output/time.ts";
import type { Terminal } from "../terminal.ts";

/** Result of a governance operation: the changed participant, or a scheduled operation. */
type MeasureView = ParticipantView | Scheduled;

/** Requests a governance operation from the gateway and prints its result. */
export async function takeMeasure(
  terminal: Terminal,
  options: ClientOptions,
  ...[method, path, body]: Parameters<ApiClient["send"]>
): Promise<void> {
  const client = await clientFor(options);
  const measure = await client.send<MeasureView>(method, path, body);
  print(terminal, options.json === true, measure, () =>
    "id" in measure ? renderParticipant(measure, terminal) : renderScheduled(measure),
  );
}

export function renderScheduled({ scheduled: { operationId, readyAt } }: Scheduled): string {
  return `Scheduled as operation ${operationId}. It can be executed from ${formatTime(readyAt)} UTC, unless a guardian cancels it.`;
}
