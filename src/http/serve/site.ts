import type { EventStreams } from "./event-streams.ts";
import type { Metrics } from "./metrics.ts";

/** What one application has beside its services. */
export interface Site {
  readonly metrics: Metrics;
  readonly streams: EventStreams;
  /** The OpenAPI document as JSON. */
  readonly openApi: string;
}
