import { isSuiteId } from "../../domain/directory/hpke-suite.ts";
import { type MemberRecord } from "../../domain/directory/member-record.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { type DecryptionKey, readDecryptionKey } from "../../exchange/encryption-key.ts";
import { openSecret, type SecretFolder } from "../../keys/secret-folder.ts";

/**
 * The private encryption keys of this gateway's members, from the files of a folder. A file that is added while the
 * gateway runs is found when its key is first used. Only ids of the directory reach the disk.
 */
export class DecryptionKeys {
  readonly #folder: SecretFolder;
  readonly #onTrouble: (error: unknown) => void;
  readonly #opened = new Map<Bytes32, Promise<DecryptionKey | undefined>>();

  /** @param onTrouble receives the error of a file that does not open. */
  constructor(folder: SecretFolder, onTrouble: (error: unknown) => void) {
    this.#folder = folder;
    this.#onTrouble = onTrouble;
  }

  /** The private part of a key that a member announced; `undefined` for another key, and without a usable file. */
  async open({ keys }: MemberRecord, id: Bytes32): Promise<DecryptionKey | undefined> {
    const suite = keys.find((key) => key.id === id)?.suite;
    if (suite === undefined || !isSuiteId(suite)) return undefined;
    const known = this.#opened.get(id);
    if (known !== undefined) return known;
    const opening = this.#read(id, suite);
    this.#opened.set(id, opening);
    const opened = await opening;
    // The file may come later.
    if (opened === undefined) this.#opened.delete(id);
    return opened;
  }

  async #read(id: Bytes32, suite: DecryptionKey["suite"]): Promise<DecryptionKey | undefined> {
    try {
      const secret = await openSecret(this.#folder, id);
      if (secret === undefined) return undefined;
      try {
        return await readDecryptionKey(id, suite, secret);
      } finally {
        secret.fill(0);
      }
    } catch (error) {
      this.#onTrouble(error);
      return undefined;
    }
  }
}
