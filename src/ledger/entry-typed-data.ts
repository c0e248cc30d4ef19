import type { Entry, Hex } from "../domain/entry.ts";
import type { TypedData, TypedDataField } from "../domain/typed-data.ts";
import { ledgerInterface } from "./ledger-interface.ts";

/** Which ledger a statement is meant for: the variable part of its EIP-712 domain. */
export interface LedgerDomain {
  readonly chainId: number;
  /** Address of the contract that verifies it: the ShipmentLedger, or the CooperationLedger for an act. */
  readonly ledger: Hex;
}

/** Name and version of the EIP-712 domain, as the contract gives them to OpenZeppelin's EIP712. */
export const DOMAIN_NAME = "Portolan";
export const DOMAIN_VERSION = "1";

export const DOMAIN_FIELDS: readonly TypedDataField[] = [
  { name: "name", type: "string" },
  { name: "version", type: "string" },
  { name: "chainId", type: "uint256" },
  { name: "verifyingContract", type: "address" },
];

/** The fields of the signed struct: those of the Solidity struct, in its order. */
export const ENTRY_FIELDS: readonly TypedDataField[] = (
  ledgerInterface.getFunction("hashOf").inputs[0]?.components ?? []
).map(({ name, type }) => ({ name, type }));

/** The type's canonical text, of which EIP-712's `typeHash` is the hash. */
export const ENTRY_TYPE = `Entry(${ENTRY_FIELDS.map(({ name, type }) => `${type} ${name}`).join(",")})`;

/** The typed data (EIP-712) that a wallet shows and signs for an entry; every number fits a JSON number exactly. */
export function entryTypedData(entry: Entry, { chainId, ledger }: LedgerDomain): TypedData {
  return {
    types: { EIP712Domain: DOMAIN_FIELDS, Entry: ENTRY_FIELDS },
    domain: { name: DOMAIN_NAME, version: DOMAIN_VERSION, chainId, verifyingContract: ledger },
    primaryType: "Entry",
    message: {
      shipment: entry.shipment,
      previous: entry.previous,
      kind: entry.kind,
      author: entry.author,
      counterparty: entry.counterparty,
      refersTo: entry.refersTo,
      occurredAt: entry.occurredAt,
      commitment: entry.commitment,
    },
  };
}
