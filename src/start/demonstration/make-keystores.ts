import { join } from "node:path";
import type { Config } from "../../config/config.ts";
import { KEY_FOLDERS } from "../../keys/key-folders.ts";
import { makePassphraseFile } from "../../keys/make-passphrase-file.ts";
import { openOrMakeKeystore } from "../../keys/open-or-make-keystore.ts";
import type { PrivateKey } from "../../keys/private-key.ts";
import { readPassphrase } from "../../keys/read-passphrase.ts";
import { DEFAULT_COST, type ScryptCost } from "../../keys/scrypt-cost.ts";

/** The keys of a demonstration. */
export interface DemoKeys {
  readonly governor: PrivateKey;
  readonly relays: readonly PrivateKey[];
  /** The signing keys of the participants, by alias. */
  readonly participants: ReadonlyMap<string, PrivateKey>;
  /** Number of keys that this start made. */
  readonly made: number;
}

/** 8 MiB and some 20 ms: enough for a passphrase of 256 random bits, which cannot be guessed at any cost. */
const COST_BEHIND_RANDOM: ScryptCost = { n: 2 ** 13, r: 8, p: 1 };

/** Opens the keystores of the governor, the relays and the participants. Makes missing ones. */
export async function makeKeystores(config: Config, participants: readonly string[]): Promise<DemoKeys> {
  const cost = (await makePassphraseFile(config.passphraseFile)) ? COST_BEHIND_RANDOM : DEFAULT_COST;
  const passphrase = await readPassphrase(config.passphraseFile);
  let count = 0;

  async function keyIn(folder: keyof typeof KEY_FOLDERS, name: string): Promise<PrivateKey> {
    const file = join(config.keystoreDir, KEY_FOLDERS[folder], `${name}.json`);
    const { key, made } = await openOrMakeKeystore(file, passphrase, cost);
    if (made) count += 1;
    return key;
  }

  const governor = await keyIn("governor", "governor");
  const relays: PrivateKey[] = [];
  for (let number = 1; number <= config.relays; number++) relays.push(await keyIn("relays", `relay-${number}`));
  const signers = new Map<string, PrivateKey>();
  for (const alias of participants) signers.set(alias, await keyIn("participants", alias));
  return { governor, relays, participants: signers, made: count };
}
