import { join } from "node:path";
import type { Config } from "../../config/config.ts";
import { KEY_FOLDERS } from "../../keys/key-folders.ts";
import { makePassphraseFile } from "../../keys/make-passphrase-file.ts";
import { openOrMakeKeystore } from "../../keys/open-or-make-keystore.ts";
import type { PrivateKey } from "../../keys/private-key.ts";
import { readPassphrase } from "../../keys/read-passphrase.ts";
import { DEFAULT_COST, type ScryptCost } from "../../keys/scrypt-cost.ts";

/** 8 MiB and some 20 ms: enough for a passphrase of 256 random bits, which cannot be guessed at any cost. */
export const COST_BEHIND_RANDOM: ScryptCost = { n: 2 ** 13, r: 8, p: 1 };

/** The keystores of a demonstration, under a passphrase that it makes if there is none. */
export class DemoKeystores {
  /** Number of keys that were made. */
  made = 0;
  readonly #folder: string;
  readonly #passphrase: string;
  readonly #cost: ScryptCost;

  private constructor(folder: string, passphrase: string, cost: ScryptCost) {
    this.#folder = folder;
    this.#passphrase = passphrase;
    this.#cost = cost;
  }

  static async open({ keystoreDir, passphraseFile }: Config): Promise<DemoKeystores> {
    const cost = (await makePassphraseFile(passphraseFile)) ? COST_BEHIND_RANDOM : DEFAULT_COST;
    return new DemoKeystores(keystoreDir, await readPassphrase(passphraseFile), cost);
  }

  /** Opens a key, and makes it if it is missing. */
  async keyIn(folder: keyof typeof KEY_FOLDERS, name: string): Promise<PrivateKey> {
    const file = join(this.#folder, KEY_FOLDERS[folder], `${name}.json`);
    const { key, made } = await openOrMakeKeystore(file, this.#passphrase, this.#cost);
    if (made) this.made += 1;
    return key;
  }
}
