import { CooperationState } from "../../domain/cooperation/cooperation-state.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { LedgerState } from "../../domain/rules/ledger-state.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import { DigestSet } from "./digest-set.ts";
import type { Fault, FaultCode } from "./fault.ts";
import type { JudgedState } from "./ledger-judge.ts";
import { Registry } from "./registry.ts";
import type { WalletFigures } from "./wallet-inquiry.ts";

/** An audited block. */
export interface AuditedBlock {
  readonly number: number;
  readonly hash: Bytes32;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly stateRoot: Bytes32;
}

export interface AuditFigures {
  readonly blocks: number;
  readonly entries: number;
  readonly refusals: number;
  /** Number of acts of the ledger of cooperation, recorded and refused. */
  readonly acts: number;
  /** Number of events of the Consortium, such as enrolments and new keys. */
  readonly registryEvents: number;
  /** Number of events of the directory of members. */
  readonly directoryEvents: number;
  /** Signatures of wallet contracts; the audit recovers all others itself. */
  readonly wallets: WalletFigures;
  /** Number of all faults by code; `AuditMemory.faults` has only the first faults. */
  readonly faults: Readonly<Partial<Record<FaultCode, number>>>;
}

/** State of an audit, from which it continues after its last block. */
export interface AuditMemory extends JudgedState {
  readonly chain: PinnedChain;
  /** The first block that was read. */
  readonly firstBlock: number;
  readonly last: AuditedBlock | undefined;
  readonly figures: AuditFigures;
  readonly faults: readonly Fault[];
  /** Digests of `recordingDigest`; kept only for a comparison with a gateway. */
  readonly recordings: DigestSet | undefined;
}

/** Makes the initial state of an audit. Neither contract exists before `firstBlock`. */
export function emptyMemory(chain: PinnedChain, firstBlock: number, keepRecordings = false): AuditMemory {
  return {
    chain,
    firstBlock,
    last: undefined,
    figures: {
      blocks: 0,
      entries: 0,
      refusals: 0,
      acts: 0,
      registryEvents: 0,
      directoryEvents: 0,
      wallets: { confirmed: 0, unverified: 0 },
      faults: {},
    },
    faults: [],
    registry: new Registry(),
    ledger: new LedgerState(),
    cooperation: new CooperationState(),
    members: new Map(),
    authorships: new DigestSet(),
    recordings: keepRecordings ? new DigestSet() : undefined,
  };
}
