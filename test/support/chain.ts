import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";
import { id, Signature, TypedDataEncoder, Wallet } from "ethers";
import portolan from "../../deploy/modules/portolan.ts";
import type { Entry, EntryHash, Hex, SignedEntry } from "../../src/domain/entry.ts";
import type { Kind } from "../../src/domain/rules/kind.ts";
import { type Role, roleBits } from "../../src/domain/rules/role.ts";
import type { Consortium } from "../../types/Consortium.ts";
import type { CooperationLedger } from "../../types/CooperationLedger.ts";
import type { Governance } from "../../types/Governance.ts";
import type { ShipmentLedger } from "../../types/ShipmentLedger.ts";
import { Consortium__factory } from "../../types/factories/Consortium__factory.ts";
import { CooperationLedger__factory } from "../../types/factories/CooperationLedger__factory.ts";
import { Governance__factory } from "../../types/factories/Governance__factory.ts";
import { ShipmentLedger__factory } from "../../types/factories/ShipmentLedger__factory.ts";
import { entryOf } from "./entry-of.ts";

export { entryOf };

/** A chain in this process with the contracts; account 0 governs and submits. */
export interface TestChain {
  readonly connection: NetworkConnection;
  readonly accounts: readonly HardhatEthersSigner[];
  readonly chainId: number;
  readonly governance: Governance;
  readonly consortium: Consortium;
  readonly ledger: ShipmentLedger;
  readonly cooperation: CooperationLedger;
}

/** An enrolled participant and its key. */
export interface TestParticipant {
  readonly id: number;
  readonly wallet: Wallet;
}

/** Parameters of the deployment module, and an existing chain to use. */
export interface StartChainOptions {
  readonly connection?: NetworkConnection;
  readonly governor?: string;
  readonly registrar?: string;
  readonly security?: string;
  readonly guardian?: string;
  /** The registrar's delay in seconds; 0 by default. */
  readonly registrarDelay?: number;
}

/** Starts a chain and deploys the contracts; close it with `chain.connection.close()`. */
export async function startChain({ connection, ...parameters }: StartChainOptions = {}): Promise<TestChain> {
  return deployTo(connection ?? (await hre.network.create("chain")), parameters);
}

async function deployTo(
  connection: NetworkConnection,
  parameters: Readonly<Record<string, string | number>>,
): Promise<TestChain> {
  const deployed = await connection.ignition.deploy(portolan, { parameters: { Portolan: parameters } });
  const accounts = await connection.ethers.getSigners();
  const [submitter] = accounts;
  const { chainId } = await connection.ethers.provider.getNetwork();
  return {
    connection,
    accounts,
    chainId: Number(chainId),
    governance: Governance__factory.connect(await deployed.governance.getAddress(), submitter),
    consortium: Consortium__factory.connect(await deployed.consortium.getAddress(), submitter),
    ledger: ShipmentLedger__factory.connect(await deployed.ledger.getAddress(), submitter),
    cooperation: CooperationLedger__factory.connect(await deployed.cooperation.getAddress(), submitter),
  };
}

/** The time of the last block, Unix seconds. */
export async function blockTime({ connection }: TestChain): Promise<number> {
  const block = await connection.ethers.provider.getBlock("latest");
  if (block === null) throw new Error("The chain has no block.");
  return block.timestamp;
}

/** Mines a block that is `seconds` later than the last. */
export async function passTime(chain: TestChain, seconds: number): Promise<void> {
  const { provider } = chain.connection;
  await provider.request({ method: "evm_setNextBlockTimestamp", params: [(await blockTime(chain)) + seconds] });
  await provider.request({ method: "evm_mine", params: [] });
}

/** Enrols an organisation with these roles and a key that is valid for ten years. */
export async function enrol(chain: TestChain, ...roles: Role[]): Promise<TestParticipant> {
  const { consortium } = chain;
  await (await consortium.enrol(roleBits(roles), "0x5345", `Organisation in ${roles.join(" and ")}`)).wait();
  const number = Number(await consortium.participantCount());
  const wallet = new Wallet(id(`key of participant ${number}`));
  await (await consortium.addKey(number, wallet.address, 0, (await blockTime(chain)) + 10 * 365 * 86_400)).wait();
  return { id: number, wallet };
}

/** The id of a shipment, unique when `name` is. */
export function shipmentId(name: string): Hex {
  return id(`shipment ${name}`) as Hex;
}

/** The entry's hash as computed by ethers, independent of the contract and of the product. */
export async function entryHash(chain: TestChain, entry: Entry): Promise<EntryHash> {
  return TypedDataEncoder.hash(await ledgerDomain(chain), entryTypes(chain), entry) as EntryHash;
}

/** Signs with the 64 bytes of EIP-2098. */
export async function sign(chain: TestChain, { wallet }: TestParticipant, entry: Entry): Promise<SignedEntry> {
  const signature = wallet.signingKey.sign(await entryHash(chain, entry));
  return { entry, signature: Signature.from(signature).compactSerialized as Hex };
}

/** Signs an entry of `author` on the shipment's current head and records it; reverts when the ledger refuses it. */
export async function record(
  chain: TestChain,
  author: TestParticipant,
  kind: Kind,
  fields: Partial<Omit<Entry, "kind" | "author">> & Pick<Entry, "shipment">,
): Promise<EntryHash> {
  const previous = (await chain.ledger.headOf(fields.shipment)) as EntryHash;
  const entry = entryOf(kind, { previous, author: author.id, ...fields });
  await (await chain.ledger.record(await sign(chain, author, entry))).wait();
  return await entryHash(chain, entry);
}

/** The revert data of a call of the ledger; `undefined` when the call succeeds. */
export async function revertOf(chain: TestChain, data: string): Promise<Hex | undefined> {
  const [from, to] = [await chain.accounts[0]?.getAddress(), await chain.ledger.getAddress()];
  const call = { method: "eth_call", params: [{ from, to, data }, "latest"] };
  return chain.connection.provider.request(call).then(
    () => undefined,
    (error: unknown) => (error as { data: Hex }).data,
  );
}

async function ledgerDomain({ ledger, chainId }: TestChain) {
  return { name: "Portolan", version: "1", chainId, verifyingContract: await ledger.getAddress() };
}

function entryTypes({ ledger }: TestChain) {
  const components = ledger.interface.getFunction("hashOf").inputs[0]?.components ?? [];
  return { Entry: components.map(({ name, type }) => ({ name, type })) };
}
