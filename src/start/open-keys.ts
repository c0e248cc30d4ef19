import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { KEY_FOLDERS } from "../keys/key-folders.ts";
import { KeyRing } from "../keys/key-ring.ts";
import { createLocalSigner } from "../keys/local-signer.ts";
import { openKeystoreFolder } from "../keys/open-keystore-folder.ts";
import type { PrivateKey } from "../keys/private-key.ts";
import type { SecretFolder } from "../keys/secret-folder.ts";
import { readPassphrase } from "../keys/read-passphrase.ts";
import { createRemoteSigner, readRemoteAccounts } from "../keys/remote-signer.ts";
import { JsonRpcClient } from "../rpc/json-rpc-client.ts";
import type { Config } from "../config/config.ts";

/** The keys of a gateway. */
export interface Keys {
  /** Sign entries. The Consortium contract maps each key to its participant. */
  readonly ring: KeyRing;
  /** Pay for transactions. */
  readonly relays: readonly PrivateKey[];
  /** Signs governance transactions; most gateways have no such key. */
  readonly governor: PrivateKey | undefined;
  /** Folder of the private parts of encryption keys. */
  readonly encryption: SecretFolder;
}

/** Folder in KEYSTORE_DIR of the private parts of encryption keys. */
export const ENCRYPTION_FOLDER = "encryption";

/**
 * Opens all keystores with the passphrase, and reads the accounts of the remote signer if one is set.
 *
 * @throws the errors of keystores, the passphrase file and the signer.
 */
export async function openKeys(config: Config): Promise<Keys> {
  const open = await opener(config);
  const ring = new KeyRing();
  for (const key of await open("participants")) ring.add(createLocalSigner(key));
  if (config.remoteSignerUrl !== undefined) {
    const rpc = new JsonRpcClient({ peer: "Signer", url: config.remoteSignerUrl, timeoutMs: 5_000 });
    for (const address of await readRemoteAccounts(rpc)) ring.add(createRemoteSigner(rpc, address));
  }
  const [governor] = await open("governor");
  const encryption = {
    folder: join(config.keystoreDir, ENCRYPTION_FOLDER),
    passphrase: await readPassphrase(config.passphraseFile),
  };
  return { ring, relays: await open("relays"), governor, encryption };
}

/**
 * Opens the governor's keystore.
 *
 * @throws GovernorKeystoreMissing, and the errors of the keystore and the passphrase file.
 */
export async function openGovernor(config: Config): Promise<PrivateKey> {
  const open = await opener(config);
  const [governor] = await open("governor");
  if (governor === undefined) throw new PortolanError("GovernorKeystoreMissing", { folder: config.keystoreDir });
  return governor;
}

async function opener(config: Config): Promise<(folder: keyof typeof KEY_FOLDERS) => Promise<PrivateKey[]>> {
  const passphrase = await readPassphrase(config.passphraseFile);
  return async (folder) => {
    const path = join(config.keystoreDir, KEY_FOLDERS[folder]);
    return (await exists(path)) ? openKeystoreFolder(path, passphrase) : [];
  };
}

const exists = (folder: string) =>
  readdir(folder).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== "ENOENT",
  );
