/** What a change of the contracts must not change unnoticed, as text that is kept in test/contracts/snapshots. */
export interface Snapshot {
  /** Its file there, without the ending. */
  readonly name: string;
  /** Takes it of the contracts as they are built. */
  take(): Promise<string>;
}

/** The contracts that are deployed. */
export const CONTRACTS = ["Consortium", "Governance", "ShipmentLedger"] as const;
