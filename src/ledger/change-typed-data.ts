import { TypedDataEncoder } from "ethers/hash";
import type { ChangeHash, KeyEnd, Publication } from "../domain/directory/directory-event.ts";
import type { Hex } from "../domain/entry.ts";
import type { TypedData, TypedDataField } from "../domain/typed-data.ts";
import { directoryInterface } from "./directory-interface.ts";
import { DOMAIN_FIELDS, DOMAIN_NAME, DOMAIN_VERSION } from "./entry-typed-data.ts";

/** The directory that a change is meant for: the variable part of its EIP-712 domain. */
export interface DirectoryDomain {
  readonly chainId: number;
  /** Address of the MemberDirectory contract. */
  readonly directory: Hex;
}

/** A change of the directory as its signer signs it. */
export type SignedChange =
  | { readonly type: "Publication" | "Recovery"; readonly message: Publication }
  | { readonly type: "KeyEnd"; readonly message: KeyEnd };

/** The fields of the signed structs: those of the Solidity structs, in their order. */
const FIELDS: Readonly<Record<SignedChange["type"], readonly TypedDataField[]>> = {
  Publication: fieldsOf("publish"),
  Recovery: fieldsOf("recover"),
  KeyEnd: fieldsOf("endKey"),
};

/** The typed data (EIP-712) that a wallet shows and signs for a change of the directory. */
export function changeTypedData({ type, message }: SignedChange, { chainId, directory }: DirectoryDomain): TypedData {
  return {
    types: { EIP712Domain: DOMAIN_FIELDS, [type]: FIELDS[type] },
    domain: { name: DOMAIN_NAME, version: DOMAIN_VERSION, chainId, verifyingContract: directory },
    primaryType: type,
    message: { ...message },
  };
}

/** The EIP-712 digest of a change, which identifies it and which its signer signs. */
export function changeHash(change: SignedChange, target: DirectoryDomain): ChangeHash {
  const { domain, message } = changeTypedData(change, target);
  return TypedDataEncoder.hash(domain, { [change.type]: [...FIELDS[change.type]] }, message) as ChangeHash;
}

function fieldsOf(method: "publish" | "recover" | "endKey"): TypedDataField[] {
  const [change] = directoryInterface.getFunction(method).inputs;
  return (change?.components ?? []).map(({ name, type }) => ({ name, type }));
}
