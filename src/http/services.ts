import type { Logger } from "pino";
import type { Evidence } from "../audit/evidence/evidence.ts";
import type { EvidenceReport } from "../audit/evidence/evidence-report.ts";
import type { ParticipantId } from "../domain/entry.ts";
import type { Participant } from "../domain/participant.ts";
import type { ShipmentStory } from "../domain/shipment-story.ts";
import type { ApiKeys } from "../gateway/accounts/api-keys.ts";
import type { Authenticator } from "../gateway/accounts/authenticator.ts";
import type { Follower } from "../gateway/follow/follower.ts";
import type { Governance } from "../gateway/govern/governance.ts";
import type { Feed } from "../gateway/notify/feed.ts";
import type { Capture } from "../epcis/capture/capture.ts";
import type { TroubleCount } from "../gateway/trouble-count.ts";
import type { ReadContext } from "../gateway/read/read-context.ts";
import type { Recorder } from "../gateway/record/recorder.ts";
import type { CosignedCheckpoints } from "../gateway/witness/cosigned-checkpoints.ts";

/** How much one client gets. */
export interface RateLimits {
  /** Requests of one credential. */
  readonly requestsPerSecond: number;
  /** Failed authentications from one address, after which further ones are not looked at closely. */
  readonly failuresPerMinute: number;
  /** Open event streams, over all callers. */
  readonly subscribers: number;
  /** Open event streams of one participant. */
  readonly subscribersEach: number;
}

export const DEFAULT_LIMITS: RateLimits = {
  requestsPerSecond: 1_000,
  failuresPerMinute: 30,
  subscribers: 2_000,
  subscribersEach: 500,
};

/** Everything that the API serves. */
export interface Services {
  readonly reading: ReadContext;
  readonly directory: { get(id: ParticipantId): Participant | undefined; all(): readonly Participant[] };
  readonly evidence: {
    /** Has a shipment's story told, and proves it by the chain (src/audit/evidence/make-evidence.ts). */
    readonly make: (tell: () => Promise<ShipmentStory>) => Promise<Evidence>;
    /** What a file proves to a reader who knows the ledger alone (src/audit/evidence/verify-evidence.ts). */
    readonly verify: (text: string) => EvidenceReport;
  };
  readonly recorder: Pick<Recorder, "submit" | "prepare" | "relay" | "submission" | "settled" | "signsFor" | "depth">;
  /** Open connections of clients. */
  readonly connections: () => number;
  readonly follower: Pick<Follower, "status" | "checkpoint" | "onApplied">;
  readonly checkpoints: CosignedCheckpoints;
  readonly governance: Governance;
  readonly feed: Pick<Feed, "follow">;
  readonly capture: Pick<Capture, "captureDocument" | "captureEvent" | "succeeds">;
  readonly apiKeys: ApiKeys;
  readonly authenticator: Authenticator;
  /** Whether webhooks may be delivered to private and loopback addresses. */
  readonly webhooksAllowPrivate: boolean;
  /** Aborts when the server is to stop: answers that go on for long end then. */
  readonly draining: AbortSignal;
  readonly troubles: Pick<TroubleCount, "byCode">;
  readonly log: Logger;
  readonly limits: RateLimits;
}
