import type { Bytes32, ParticipantId } from "../domain/entry.ts";

/** A change of the directory of members that a person wants. Files are paths; `days` is the validity of a new key. */
export type MemberWish = {
  readonly participant: ParticipantId;
  /** Keystore of the account that pays for gas; without one, gas must be free. */
  readonly payer?: string;
} & (
  | {
      readonly action: "publish";
      readonly endpoint: string;
      readonly days: number;
      /** New file of the recovery key, for the first publication. */
      readonly recoveryFile?: string;
      /** New file of the encryption key, for the first publication; by default in KEYSTORE_DIR/encryption. */
      readonly keyFile?: string;
    }
  | { readonly action: "rotate"; readonly days: number; readonly keyFile?: string }
  | { readonly action: "end-key"; readonly key: Bytes32 }
  | {
      readonly action: "recover";
      readonly endpoint: string;
      readonly days: number;
      /** File of the registered recovery key. */
      readonly recoveryFile: string;
      /** New file of the next recovery key. */
      readonly nextRecoveryFile: string;
      readonly keyFile?: string;
    }
);

/** A change of the directory that the chain holds. */
export interface MemberChanged {
  readonly change: Bytes32;
  /** Unix seconds from which the change is in effect, while it is pending; `null` in effect. */
  readonly effectiveAt: number | null;
  /** The new encryption key. */
  readonly key?: { readonly id: Bytes32; readonly file: string };
  /** File of the new recovery key. */
  readonly recoveryFile?: string;
}
