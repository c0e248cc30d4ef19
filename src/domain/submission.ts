import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "./entry.ts";
import { PortolanError, type Fact, type Facts } from "./errors/portolan-error.ts";
import type { ErrorCode } from "./errors/table.ts";
import type { Kind } from "./rules/kind.ts";

/** An error as data: why a draft was not accepted, or an entry not recorded. */
export interface Failure {
  readonly code: ErrorCode;
  readonly facts: Readonly<Record<string, Fact>>;
}

/** The error that a failure stands for. Its facts were those of an error, so that they fit its code. */
export function failureToError<Code extends ErrorCode>({
  code,
  facts,
}: Failure & { readonly code: Code }): PortolanError<Code> {
  return new PortolanError(code, facts as Facts<Code>);
}

/** What became of a draft. An acknowledged submission ends as `recorded` or `refused`, whatever crashes meanwhile. */
export interface Submission {
  /** Position in the order of acceptance. */
  readonly id: number;
  readonly author: ParticipantId;
  readonly shipment: ShipmentId;
  readonly kind: Kind;
  readonly commitment: Bytes32;
  readonly state: "accepted" | "recorded" | "refused";
  /** Whether it was signed, by its author's wallet or for it: from then on it is on its way to the chain. */
  readonly signed: boolean;
  /** Hash of the recorded or refused entry. */
  readonly entry: EntryHash | null;
  /** Why it was refused. */
  readonly refusal: Failure | null;
  /** Unix milliseconds. */
  readonly acceptedAtMs: number;
  readonly settledAtMs: number | null;
}

/** The result for one draft of several: accepted, or the error that it alone has. */
export type Acceptance = { readonly submission: Submission } | Failure;
