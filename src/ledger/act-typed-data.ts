import { ACT_FIELDS, type Act } from "../domain/cooperation/act.ts";
import type { TypedData, TypedDataField } from "../domain/typed-data.ts";
import { cooperationInterface } from "./cooperation-interface.ts";
import { DOMAIN_FIELDS, DOMAIN_NAME, DOMAIN_VERSION, type LedgerDomain } from "./entry-typed-data.ts";

/** The fields of the signed struct: those of the Solidity struct, in its order. */
export const ACT_STRUCT: readonly TypedDataField[] = (
  cooperationInterface.getFunction("hashOf").inputs[0]?.components ?? []
).map(({ name, type }) => ({ name, type }));

/** The type's canonical text, of which EIP-712's `typeHash` is the hash. */
export const ACT_TYPE = `Act(${ACT_STRUCT.map(({ name, type }) => `${type} ${name}`).join(",")})`;

/** The typed data (EIP-712) that a wallet shows and signs for an act. @param domain `ledger` is the CooperationLedger. */
export function actTypedData(act: Act, { chainId, ledger }: LedgerDomain): TypedData {
  return {
    types: { EIP712Domain: DOMAIN_FIELDS, Act: ACT_STRUCT },
    domain: { name: DOMAIN_NAME, version: DOMAIN_VERSION, chainId, verifyingContract: ledger },
    primaryType: "Act",
    message: Object.fromEntries(ACT_FIELDS.map((field) => [field, act[field]])),
  };
}
