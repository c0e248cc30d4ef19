import { readFileSync } from "node:fs";
import { AbiCoder, id, keccak256, Wallet } from "ethers";
import type { Publication } from "../../src/domain/directory/directory-event.ts";
import { encryptionKeyId } from "../../src/domain/directory/encryption-key-id.ts";
import { type Bytes32, type Hex, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import type { LedgerErrorCode } from "../../src/domain/rules/refusal.ts";

/** A publication or a recovery of a vector. Encryption keys and recovery keys have names; times count from the start. */
interface AnnouncementVector {
  readonly endpoint?: string;
  readonly key?: string;
  readonly validFrom?: number;
  readonly validUntil?: number;
  readonly recovery?: string;
}

/** One change of a vector, at a number of seconds after its start. */
export type StepVector = { readonly at: number; readonly refused?: LedgerErrorCode } & (
  | { readonly publish: AnnouncementVector }
  | { readonly recover: AnnouncementVector; readonly by: string }
  | { readonly endKey: string }
  /** Position of the change among the accepted ones, from 0. */
  | { readonly stop: number }
);

/** Changes of one participant in their order, and its record at a time after them. */
export interface DirectoryVector {
  readonly name: string;
  readonly delay: number;
  readonly steps: readonly StepVector[];
  readonly then: {
    readonly at: number;
    readonly endpoint: string;
    readonly recovery: string;
    readonly keys: Readonly<Record<string, readonly [validFrom: number, validUntil: number]>>;
    readonly pendingUntil?: number;
  };
}

/** The vectors of `test/vectors/member-directory.json`. */
export function directoryVectors(): DirectoryVector[] {
  const file = new URL("../vectors/member-directory.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as DirectoryVector[];
}

/** A key's suite and bytes by its name. A name that starts with P has the suite DHKEM P-256, another MLKEM768-X25519. */
export function namedKey(name: string): { readonly suite: number; readonly key: Hex; readonly id: Bytes32 } {
  const [suite, bytes] = name.startsWith("P") ? [0x0010, 65] : [0x647a, 1216];
  const key: Hex = `0x${id(name)
    .slice(2)
    .repeat(38)
    .slice(0, 2 * bytes)}`;
  return { suite, key, id: encryptionKeyId(suite, key) };
}

/** A recovery key by its name. */
export function recoveryWallet(name: string): Wallet {
  return new Wallet(id(`recovery key ${name}`));
}

/** The digest of a recovery key by its name; zero for an empty name. */
export function recoveryDigest(name: string): Bytes32 {
  if (name === "") return ZERO_BYTES32;
  return keccak256(AbiCoder.defaultAbiCoder().encode(["address"], [recoveryWallet(name).address])) as Bytes32;
}

/** The fields of a publication of a vector whose times count from `start`, in Unix seconds. */
export function announcementOf(
  { endpoint = "", key, validFrom, validUntil, recovery = "" }: AnnouncementVector,
  start: number,
): Omit<Publication, "participant" | "previous"> {
  const absolute = (time: number | undefined) => (time === undefined ? 0 : start + time);
  const { suite, key: bytes } = key === undefined ? { suite: 0, key: "0x" as const } : namedKey(key);
  return {
    endpoint,
    suite,
    key: bytes,
    validFrom: absolute(validFrom),
    validUntil: absolute(validUntil),
    recovery: recoveryDigest(recovery),
  };
}
