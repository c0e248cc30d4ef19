import { concat, Signature, type Wallet } from "ethers";
import type { ContractTransactionReceipt, ContractTransactionResponse } from "ethers";
import { intervalOf, type MemberRecord } from "../../src/domain/directory/member-record.ts";
import { keccak256Hex } from "../../src/domain/encoding/keccak256.ts";
import { type Bytes32, type Hex, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { changeHash, type DirectoryDomain, type SignedChange } from "../../src/ledger/change-typed-data.ts";
import { revertToError } from "../../src/ledger/revert-to-error.ts";
import type { MemberDirectory } from "../../types/MemberDirectory.ts";
import { MemberDirectory__factory } from "../../types/factories/MemberDirectory__factory.ts";
import type { TestChain } from "./chain.ts";
import type { ExpectedRefusal } from "./lifecycle-vectors.ts";

/** A directory on a test chain; account 0 submits. */
export interface TestDirectory {
  readonly contract: MemberDirectory;
  readonly domain: DirectoryDomain;
}

/** Deploys a directory beside the contracts of the chain. @param delay Seconds before a change takes effect. */
export async function deployDirectory(chain: TestChain, delay: number): Promise<TestDirectory> {
  const deployed = await chain.connection.ethers.deployContract("MemberDirectory", [chain.governance, delay]);
  const address = (await deployed.getAddress()).toLowerCase() as Hex;
  return {
    contract: MemberDirectory__factory.connect(address, chain.accounts[0]),
    domain: { chainId: chain.chainId, directory: address },
  };
}

/** Signs a change with the 64 bytes of EIP-2098. */
export function signChange({ domain }: TestDirectory, wallet: Wallet, change: SignedChange): Hex {
  return Signature.from(wallet.signingKey.sign(changeHash(change, domain))).compactSerialized as Hex;
}

/** The signature of a wallet contract: its address and then its own signature. */
export async function walletSignature(wallet: { getAddress(): Promise<string> }, own: Hex): Promise<Hex> {
  return concat([await wallet.getAddress(), own]) as Hex;
}

/** Submits a signed change. */
export function submitChange(
  { contract }: TestDirectory,
  { type, message }: SignedChange,
  signature: Hex,
): Promise<ContractTransactionResponse> {
  if (type === "KeyEnd") return contract.endKey({ ...message }, signature);
  return type === "Publication" ? contract.publish(message, signature) : contract.recover(message, signature);
}

/** The receipt of a transaction, or the error of the contract that it reverts with. */
export async function outcomeOf(
  transaction: Promise<ContractTransactionResponse>,
): Promise<ContractTransactionReceipt | ExpectedRefusal> {
  try {
    const receipt = await (await transaction).wait();
    if (receipt === null) throw new Error("The transaction was not mined.");
    return receipt;
  } catch (error) {
    const { data } = error as { data?: Hex };
    if (typeof data !== "string") throw error;
    const { code, facts } = revertToError(data);
    return { code, facts } as ExpectedRefusal;
  }
}

/** The state of a participant that the contract shows, with numbers instead of bigints. */
export async function readMember({ contract }: TestDirectory, participant: number, keys: readonly Bytes32[]) {
  const plain = (value: unknown) => (typeof value === "bigint" ? Number(value) : value);
  return {
    member: [...(await contract.memberOf(participant))].map(plain),
    pending: [...(await contract.pendingOf(participant))].map(plain),
    keys: await Promise.all(keys.map(async (key) => [...(await contract.keyOf(participant, key))].map(plain))),
  };
}

/** The same state as the settled record predicts it. */
export function predictMember(member: MemberRecord, keys: readonly Bytes32[]): Awaited<ReturnType<typeof readMember>> {
  const { head, endpoint, recovery, pending } = member;
  return {
    member: [head, endpointDigest(endpoint), recovery],
    pending: pending
      ? [
          pending.change,
          pending.effectiveAt,
          pending.recovers,
          endpointDigest(pending.endpoint),
          pending.recovery,
          pending.key,
        ]
      : [ZERO_BYTES32, 0, false, ZERO_BYTES32, ZERO_BYTES32, ZERO_BYTES32],
    keys: keys.map((id) => {
      const known = member.keys.find((key) => key.id === id);
      if (known === undefined) return [0, 0, 0];
      const { validFrom, validUntil } = intervalOf(member, known);
      return [known.suite, validFrom, validUntil];
    }),
  };
}

function endpointDigest(endpoint: string): Bytes32 {
  return endpoint === "" ? ZERO_BYTES32 : keccak256Hex(Buffer.from(endpoint));
}
