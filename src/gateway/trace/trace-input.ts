import type { ContainerInterval, ContentInterval, TraceCase, TraceLimits } from "../../api/trace.ts";
import type { Phase } from "../../domain/rules/custody.ts";
import type { Discrepancy } from "../../store/chain/discrepancies.ts";
import type { WantedPayload } from "../../api/entry.ts";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { Step } from "./step.ts";

/** The data from which findings are derived. */
export interface TraceInput {
  /** Whether the caller reads the shipment's identifier, and so has a part in it. */
  readonly identified: boolean;
  /** Agencies that no holder of the shipment named; empty unless {@link identified}. */
  readonly claimants: ReadonlySet<ParticipantId>;
  /** Canonical URI of the shipment; null when it is unknown or withheld. */
  readonly identifier: string | null;
  readonly phase: Phase;
  /** The shipment's own steps, in the order of the chain. */
  readonly own: readonly Step[];
  /** Steps of the shipment and of the units around it, in the order of the chain. */
  readonly steps: readonly Step[];
  readonly cases: readonly TraceCase[];
  readonly containers: readonly ContainerInterval[];
  readonly contents: readonly ContentInterval[];
  /** Discrepancies of the shipment's entries; empty unless the caller reads its identifier. */
  readonly discrepancies: readonly Discrepancy[];
  /** What the gateway asks other members for, of the shipment's entries. */
  readonly wanted: ReadonlyMap<EntryHash, WantedPayload>;
  readonly limits: TraceLimits;
  /** Unix seconds. */
  readonly now: number;
}
