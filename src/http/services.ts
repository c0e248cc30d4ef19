import type { Logger } from "pino";
import type { Evidence } from "../audit/evidence/evidence.ts";
import type { EvidenceReport } from "../audit/evidence/evidence-report.ts";
import type { MatterEvidence } from "../audit/evidence/matter/matter-evidence.ts";
import type { ParticipantId } from "../domain/entry.ts";
import type { Participant } from "../domain/participant.ts";
import type { Acts } from "../gateway/cooperation/acts.ts";
import type { ExchangeContext } from "../gateway/exchange/exchange-context.ts";
import type { MatterStory } from "../domain/matter-story.ts";
import type { ShipmentStory } from "../domain/shipment-story.ts";
import type { ApiKeys } from "../gateway/accounts/api-keys.ts";
import type { Authenticator } from "../gateway/accounts/authenticator.ts";
import type { Follower } from "../gateway/follow/follower.ts";
import type { Governance } from "../gateway/govern/governance.ts";
import type { Feed } from "../gateway/notify/feed.ts";
import type { Capture } from "../epcis/capture/capture.ts";
import type { TroubleCount } from "../gateway/trouble-count.ts";
import type { ReadRecorder } from "../gateway/reads/read-recorder.ts";
import type { ReadContext } from "../gateway/read/read-context.ts";
import type { Recorder } from "../gateway/record/recorder.ts";
import type { CosignedCheckpoints } from "../gateway/witness/cosigned-checkpoints.ts";

/** Limits of clients. */
export interface RateLimits {
  /** Requests of one credential in a second. */
  readonly requestsPerSecond: number;
  /** Failed authentications from one IP address in a minute. Further failures get `TooManyRequests`. */
  readonly failuresPerMinute: number;
  /** Open event streams of all participants. */
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

/** The services that the routes call. */
export interface Services {
  readonly reading: ReadContext;
  readonly directory: { get(id: ParticipantId): Participant | undefined; all(): readonly Participant[] };
  readonly evidence: {
    /** Collects a shipment's story and proves it against the chain. */
    readonly make: (readStory: () => Promise<ShipmentStory>) => Promise<Evidence>;
    /**
     * Collects a matter's story and proves it against the chain.
     *
     * @throws CooperationMissing in a deployment without a ledger of cooperation.
     */
    readonly makeMatter: (readStory: () => Promise<MatterStory>) => Promise<MatterEvidence>;
    /** Verifies an evidence file for a reader who trusts only the ledgers' identities. */
    readonly verify: (text: string) => EvidenceReport;
  };
  readonly exchange: ExchangeContext;
  readonly recorder: Pick<
    Recorder,
    "submit" | "prepare" | "relay" | "submission" | "settled" | "signsFor" | "foreignTransactions" | "depth"
  >;
  /** Acts of the ledger of cooperation. */
  readonly acts: Pick<Acts, "record" | "preview" | "submission">;
  /** Records which answers show payloads to authorities. */
  readonly reads: Pick<ReadRecorder, "record">;
  /** Number of open client connections. */
  readonly connections: () => number;
  readonly follower: Pick<Follower, "status" | "checkpoint" | "onApplied">;
  readonly checkpoints: CosignedCheckpoints;
  readonly governance: Governance;
  readonly feed: Pick<Feed, "follow">;
  readonly capture: Pick<Capture, "captureDocument" | "captureEvent" | "succeeds">;
  readonly apiKeys: ApiKeys;
  readonly authenticator: Authenticator;
  /** Origins of other sites' pages that may call the API; see {@link allowOrigins}. */
  readonly corsOrigins: readonly string[];
  /** Whether webhooks may be delivered to private and loopback addresses. */
  readonly webhooksAllowPrivate: boolean;
  /** Aborts when the server stops, which ends all event streams. */
  readonly draining: AbortSignal;
  readonly troubles: Pick<TroubleCount, "byCode">;
  readonly log: Logger;
  readonly limits: RateLimits;
}
