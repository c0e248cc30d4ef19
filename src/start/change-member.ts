import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { MemberChanged, MemberWish } from "../cli/member-wish.ts";
import type { Config } from "../config/config.ts";
import type { Deployment } from "../config/deployment.ts";
import type { Publication } from "../domain/directory/directory-event.ts";
import { recoveryDigestOf } from "../domain/directory/recovery-digest.ts";
import { type Bytes32, type Hex, type ParticipantId, ZERO_BYTES32 } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { generateEncryptionKey } from "../exchange/generate-encryption-key.ts";
import { GovernorAccount } from "../gateway/govern/governor-account.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import { createLocalSigner } from "../keys/local-signer.ts";
import { createKeystoreFile, createSecretFile, openKeystoreFile } from "../keys/keystore-file.ts";
import { PrivateKey } from "../keys/private-key.ts";
import { readPassphrase } from "../keys/read-passphrase.ts";
import type { ScryptCost } from "../keys/scrypt-cost.ts";
import type { Signer } from "../keys/signer.ts";
import { changeHash, changeTypedData, type SignedChange } from "../ledger/change-typed-data.ts";
import { readFees } from "../ledger/fees.ts";
import { getChainId } from "../ledger/get-chain-id.ts";
import { readMemberHead, readPendingUntil, submitChangeCall } from "../ledger/member-directory.ts";
import { readKeyOwner } from "../ledger/read-key-owner.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { connectToChain } from "./connect-to-chain.ts";
import { findDeployment } from "./find-deployment.ts";
import { ENCRYPTION_FOLDER, openKeys } from "./open-keys.ts";

/** MLKEM768-X25519, which stays secret from a quantum computer. */
const NEW_KEY_SUITE = 0x647a;

/** Fields of a publication that keep what is registered. */
const KEPT = { endpoint: "", suite: 0, key: "0x", validFrom: 0, validUntil: 0, recovery: ZERO_BYTES32 } as const;

/**
 * Changes the directory of members on the chain, signed with a keystore in KEYSTORE_DIR/participants or with a recovery
 * key. New private keys are on the disk before the chain knows their public parts, so that a crash loses none.
 *
 * @param cost of scrypt for new files; a lower cost suits only a random passphrase.
 * @throws DirectoryMissing, RecoveryFileNeeded, NoKeyForParticipant, GasNotFree, the errors of keystores, and the contract's errors.
 */
export async function changeMember(config: Config, wish: MemberWish, cost?: ScryptCost): Promise<MemberChanged> {
  const rpc = connectToChain(config);
  try {
    const deployment = await findDeployment(rpc, config);
    const { directory } = deployment;
    if (directory === undefined) throw new PortolanError("DirectoryMissing", {});
    const { participant } = wish;
    const domain = { chainId: await getChainId(rpc), directory };
    const payer = await payerOf(rpc, config, wish);
    const previous = await readMemberHead(rpc, directory, participant);
    const { made, ...announced } = await announce(config, wish, previous, cost);
    const change: SignedChange =
      wish.action === "end-key"
        ? { type: "KeyEnd", message: { participant, previous, key: wish.key } }
        : {
            type: wish.action === "recover" ? "Recovery" : "Publication",
            message: { participant, previous, ...KEPT, ...announced },
          };
    const signer =
      wish.action === "recover"
        ? createLocalSigner(await openKeystoreFile(wish.recoveryFile, await readPassphrase(config.passphraseFile)))
        : await ledgerSigner(rpc, deployment, (await openKeys(config)).ring, participant);
    const hash = changeHash(change, domain);
    const signature = await signer.sign(hash, () => changeTypedData(change, domain));
    await submit(rpc, domain, payer, submitChangeCall(change, signature));
    return { change: hash, effectiveAt: await readPendingUntil(rpc, directory, participant, hash), ...made };
  } finally {
    await rpc.close();
  }
}

/** The changed fields of a publication, and the files of the new keys. */
interface Announced extends Partial<Omit<Publication, "participant" | "previous">> {
  readonly made?: Pick<MemberChanged, "key" | "recoveryFile">;
}

/** What encrypts new files. */
interface Protection {
  readonly passphrase: string;
  readonly cost: ScryptCost | undefined;
}

async function announce(
  config: Config,
  wish: MemberWish,
  previous: Bytes32,
  cost: ScryptCost | undefined,
): Promise<Announced> {
  const protection = { passphrase: await readPassphrase(config.passphraseFile), cost };
  switch (wish.action) {
    case "end-key":
      return {};
    case "rotate": {
      const { announced, made } = await makeKey(config, wish, protection);
      return { ...announced, made: { key: made } };
    }
    case "publish": {
      const { endpoint, participant, recoveryFile } = wish;
      if (previous !== ZERO_BYTES32) return { endpoint };
      if (recoveryFile === undefined) throw new PortolanError("RecoveryFileNeeded", { participant });
      return announceAll(config, wish, recoveryFile, protection);
    }
    case "recover":
      return announceAll(config, wish, wish.nextRecoveryFile, protection);
  }
}

/** Makes an encryption key and the next recovery key. */
async function announceAll(
  config: Config,
  wish: Extract<MemberWish, { action: "publish" | "recover" }>,
  recoveryFile: string,
  protection: Protection,
): Promise<Announced> {
  const { announced, made } = await makeKey(config, wish, protection);
  const recovery = PrivateKey.generate();
  await createKeystoreFile(recoveryFile, recovery, protection.passphrase, protection.cost);
  return {
    ...announced,
    endpoint: wish.endpoint,
    recovery: recoveryDigestOf(recovery.address),
    made: { key: made, recoveryFile },
  };
}

/** Makes an encryption key, and writes its private part to a new file. */
async function makeKey(
  { keystoreDir }: Config,
  { days, keyFile }: { readonly days: number; readonly keyFile?: string },
  { passphrase, cost }: Protection,
) {
  const { id, suite, publicKey, secret } = await generateEncryptionKey(NEW_KEY_SUITE);
  const folder = join(keystoreDir, ENCRYPTION_FOLDER);
  if (keyFile === undefined) await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = keyFile ?? join(folder, `${id}.json`);
  await createSecretFile(file, secret, passphrase, cost);
  secret.fill(0);
  const validUntil = Math.floor(Date.now() / 1000) + days * 86_400;
  return { announced: { suite, key: publicKey, validUntil }, made: { id, file } };
}

/** The available ledger key of a participant, by the registry on chain. @throws NoKeyForParticipant */
async function ledgerSigner(
  rpc: Rpc,
  { consortium }: Deployment,
  ring: KeyRing,
  participant: ParticipantId,
): Promise<Signer> {
  const keys = await Promise.all(ring.addresses().map((address) => readKeyOwner(rpc, consortium, address)));
  const own = keys.filter((key) => key.participant === participant);
  return ring.signerFor(participant, own, Math.floor(Date.now() / 1000));
}

/** The key of the account that submits a change; anybody may submit one. @throws GasNotFree, errors of the keystore */
async function payerOf(rpc: Rpc, config: Config, { payer }: MemberWish): Promise<PrivateKey> {
  if (payer !== undefined) return openKeystoreFile(payer, await readPassphrase(config.passphraseFile));
  const fees = await readFees(rpc);
  const price = "gasPrice" in fees ? fees.gasPrice : fees.maxFeePerGas;
  if (price > 0n) throw new PortolanError("GasNotFree", { price: String(price) });
  // Not a relay: its account belongs to its gateway, which would have to wait for this transaction.
  return PrivateKey.generate();
}

async function submit(
  rpc: Rpc,
  { chainId, directory }: { readonly chainId: number; readonly directory: Hex },
  payer: PrivateKey,
  data: Hex,
): Promise<void> {
  await new GovernorAccount(payer.address, rpc, chainId, (digest) => payer.sign(digest)).call(directory, data);
}
