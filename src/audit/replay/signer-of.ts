import type { EntryHash, Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { recoverAddress } from "../../keys/recover-address.ts";
import type { InspectedSigner } from "./inspected-block.ts";

const ADDRESS_DIGITS = 40;

/** Finds the signer of an entry by the rules of the library Signatures. */
export function signerOf(hash: EntryHash, signature: Hex): InspectedSigner {
  const bytes = (signature.length - 2) / 2;
  if (bytes === 64 || bytes === 65) return accountOf(hash, signature);
  const key: Hex = `0x${signature.slice(2, 2 + ADDRESS_DIGITS)}`;
  if (key.length < 2 + ADDRESS_DIGITS || /^0x0+$/.test(key)) return { by: "nobody" };
  return { by: "wallet", key, signature: `0x${signature.slice(2 + ADDRESS_DIGITS)}` };
}

function accountOf(hash: EntryHash, signature: Hex): InspectedSigner {
  try {
    return { by: "account", key: recoverAddress(hash, signature) };
  } catch (error) {
    if (!PortolanError.is(error, "SignatureInvalid")) throw error;
    return { by: "nobody" };
  }
}
