import { FOREVER, type Participant } from "../../src/domain/participant.ts";
import {
  type DecryptionKey,
  type EncryptionKey,
  readDecryptionKey,
  readEncryptionKey,
} from "../../src/exchange/encryption-key.ts";
import { sealingSuite } from "../../src/exchange/sealing-suite.ts";
import type { SuiteId } from "../../src/domain/directory/hpke-suite.ts";
import { createLocalSigner } from "../../src/keys/local-signer.ts";
import { PrivateKey } from "../../src/keys/private-key.ts";
import type { Signer } from "../../src/keys/signer.ts";

/** A member with one ledger key and one encryption key. */
export interface TestMember {
  readonly participant: Participant;
  readonly signer: Signer;
  readonly encryption: EncryptionKey;
  readonly decryption: DecryptionKey;
}

export async function createMember(id: number, suite: SuiteId = 0x647a): Promise<TestMember> {
  const signer = createLocalSigner(PrivateKey.generate());
  const keys = [{ address: signer.address, validFrom: 0, validUntil: FOREVER }];
  const participant = { id, name: `Member ${id}`, roles: 0, jurisdiction: "SE", suspended: false, keys };
  return { participant, signer, ...(await createKeyPair(suite)) };
}

/** A new pair of keys, with the id that the directory gives it. */
export async function createKeyPair(suite: SuiteId): Promise<Pick<TestMember, "encryption" | "decryption">> {
  const hpke = sealingSuite(suite);
  const pair = await hpke.GenerateKeyPair(true);
  const encryption = await readEncryptionKey(suite, await hpke.SerializePublicKey(pair.publicKey));
  const secret = await hpke.SerializePrivateKey(pair.privateKey);
  return { encryption, decryption: await readDecryptionKey(encryption.id, suite, secret) };
}
