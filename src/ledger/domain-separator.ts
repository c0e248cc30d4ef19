import { keccak256 } from "../domain/encoding/keccak256.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { DOMAIN_FIELDS, DOMAIN_NAME, DOMAIN_VERSION, type LedgerDomain } from "./entry-typed-data.ts";

/** The separators of the domains that are in use: each signature needs one, and it takes five hashes. */
const separators = new WeakMap<LedgerDomain, Uint8Array>();

/**
 * The EIP-712 domain separator of a ledger, 32 bytes that nobody may change. It binds each signature to one chain and one
 * ledger.
 *
 * @throws ChainIdInvalid, AddressInvalid for an invalid domain.
 */
export function domainSeparator(domain: LedgerDomain): Uint8Array {
  let separator = separators.get(domain);
  if (separator === undefined) separators.set(domain, (separator = hashDomain(domain)));
  return separator;
}

function hashDomain({ chainId, ledger }: LedgerDomain): Uint8Array {
  if (!Number.isSafeInteger(chainId) || chainId <= 0)
    throw new PortolanError("ChainIdInvalid", { chainId: String(chainId) });
  if (!/^0x[0-9a-fA-F]{40}$/.test(ledger))
    throw new PortolanError("AddressInvalid", { address: String(ledger).slice(0, 80) });
  const words = Buffer.alloc(5 * 32);
  const type = `EIP712Domain(${DOMAIN_FIELDS.map((field) => `${field.type} ${field.name}`).join(",")})`;
  words.set(hashText(type), 0);
  words.set(hashText(DOMAIN_NAME), 32);
  words.set(hashText(DOMAIN_VERSION), 64);
  words.writeBigUInt64BE(BigInt(chainId), 96 + 24);
  words.write(ledger.slice(2), 128 + 12, 20, "hex");
  return keccak256(words);
}

function hashText(text: string): Uint8Array {
  return keccak256(Buffer.from(text, "utf8"));
}
