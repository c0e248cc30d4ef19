/** A property of the contracts that must not change unnoticed, as text in `test/contracts/snapshots`. */
export interface Snapshot {
  /** Name of its file there, without extension. */
  readonly name: string;
  /** Takes the snapshot of the built contracts. */
  take(): Promise<string>;
}

/** The deployed contracts. */
export const CONTRACTS = [
  "Consortium",
  "CooperationLedger",
  "Governance",
  "MemberDirectory",
  "ShipmentLedger",
] as const;
