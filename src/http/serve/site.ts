import type { EventStreams } from "./event-streams.ts";
import type { Metrics } from "./metrics.ts";

/** Objects that belong to the HTTP application rather than to the services. */
export interface Site {
  readonly metrics: Metrics;
  readonly streams: EventStreams;
  /** JSON text of the OpenAPI document. */
  readonly openApi: string;
}
