import { type Contract, type ContractFactory, SigningKey, toBeHex, Wallet } from "ethers";
import type { Entry, Hex } from "../../../src/domain/entry.ts";
import { REMEDY_FLOOR } from "../../../src/domain/rules/case-rules.ts";
import { type Kind, kindName } from "../../../src/domain/rules/kind.ts";
import { type Role, roleBits } from "../../../src/domain/rules/role.ts";
import { IShipmentLedger__factory } from "../../../types/factories/interfaces/IShipmentLedger__factory.ts";
import type { ShipmentLedger } from "../../../types/ShipmentLedger.ts";
import { blockTime, entryOf, passTime, startChain, type TestChain } from "../../support/chain.ts";

/** The number of entries by outcome: the kind of a recorded entry, or the code of a refusal. */
export type Tally = Map<string, number>;

/**
 * A chain on which random entries are tried, with participants of every role, and with valid keys, invalid keys, and
 * keys that end during a run.
 */
export interface FuzzArena {
  /**
   * Tries `length` entries that follow from the seed, on three shipments, and checks the promises after each. The chain
   * is restored afterwards.
   *
   * @returns the broken promise, if any.
   */
  run(seed: number, length: number, tally: Tally): Promise<string | undefined>;
  close(): Promise<void>;
}

interface Credential {
  readonly participant: number;
  readonly key: string;
  readonly privateKey: string;
  readonly roles: number;
  readonly counts: boolean;
}

const MEMBERS: readonly (readonly Role[])[] = [
  ["carrier"],
  ["trader", "forwarder"],
  ["customs"],
  ["customs", "carrier"],
  ["tribunal"],
  ["tribunal"],
  ["auditor"],
];
const YEAR = 365 * 86_400;
const GAS = 60_000_000;

/** @param deployLedger Deploys the ledger under test instead of the compiled one. */
export async function startFuzzArena(deployLedger?: (chain: TestChain) => Promise<string>): Promise<FuzzArena> {
  const chain = await startChain();
  const ledger = (await deployLedger?.(chain)) ?? (await chain.ledger.getAddress());
  const credentials = await issueCredentials(chain, ledger);
  const fuzz = await chain.connection.ethers.deployContract("LedgerFuzz", [ledger, credentials]);
  await openOldCases(chain, ledger, fuzz, credentials);
  const { governance } = chain;
  await (await governance.grantRole(await governance.SECURITY_ROLE(), fuzz, 0)).wait();
  return { run: (...args) => runOn(chain, fuzz, ...args), close: () => chain.connection.close() };
}

/** The shipments of `LedgerFuzz` are named by their number. The last two have a case before the runs. */
const [READY, UNSERVED] = [4, 5].map((number) => toBeHex(number, 32) as Hex) as [Hex, Hex];

/**
 * Opens cases whose time for a remedy is over, since time stands still in a run: one in which goods may be forfeited, and
 * one whose consignor was neither served nor heard.
 */
async function openOldCases(
  chain: TestChain,
  address: string,
  fuzz: Contract,
  [consignor, custodian, agency]: readonly Credential[],
): Promise<void> {
  if (consignor === undefined || custodian === undefined || agency === undefined) throw new Error("Nobody signs.");
  const ledger = chain.ledger.attach(address) as ShipmentLedger;
  const record = async (
    { participant, privateKey }: Credential,
    kind: Kind,
    fields: Partial<Entry> & Pick<Entry, "shipment">,
  ): Promise<Hex> => {
    const previous = (await ledger.headOf(fields.shipment)) as Hex;
    const entry = entryOf(kind, { previous, author: participant, ...fields });
    const hash = (await ledger.hashOf(entry)) as Hex;
    const signature = new SigningKey(privateKey).sign(hash).compactSerialized;
    await (await ledger.record({ entry, signature })).wait();
    return hash;
  };
  for (const shipment of [READY, UNSERVED]) {
    await record(consignor, "Consign", { shipment });
    await record(consignor, "Offer", { shipment, counterparty: custodian.participant });
    await record(custodian, "Accept", { shipment });
    const refersTo = await record(agency, "Hold", { shipment });
    await record(agency, "Seize", { shipment, refersTo });
    await record(agency, "Charge", { shipment, refersTo });
    await record(agency, "Hear", { shipment, refersTo });
    await record(agency, "Notice", { shipment, refersTo, counterparty: custodian.participant });
    if (shipment === READY) await record(agency, "Notice", { shipment, refersTo, counterparty: consignor.participant });
    await (await fuzz.getFunction("know").send(shipment, refersTo)).wait();
  }
  await passTime(chain, REMEDY_FLOOR);
}

async function runOn(
  { connection }: TestChain,
  fuzz: Contract,
  seed: number,
  length: number,
  tally: Tally,
): Promise<string | undefined> {
  const data = fuzz.interface.encodeFunctionData("run", [seed, length]);
  const call = { to: await fuzz.getAddress(), data, gas: toBeHex(GAS) };
  let answer: unknown;
  try {
    answer = await connection.provider.request({ method: "eth_call", params: [call, "latest"] });
  } catch (error) {
    const { data: reason, message } = error as { data?: unknown; message: string };
    const broken = typeof reason === "string" ? fuzz.interface.parseError(reason) : null;
    return broken === null ? message : String(broken.args[0]);
  }
  const [outcomes] = fuzz.interface.decodeFunctionResult("run", answer as string);
  for (const { kind, refusal, byWallet } of outcomes) {
    const name = nameOf(Number(kind), refusal, byWallet);
    tally.set(name, (tally.get(name) ?? 0) + 1);
  }
  return undefined;
}

const errors = IShipmentLedger__factory.createInterface();

function nameOf(kind: number, refusal: string, byWallet: boolean): string {
  if (refusal === "0x00000000") return `${kindName(kind)}${byWallet ? ", signed by a wallet" : ""}`;
  return errors.getError(refusal)?.name ?? refusal;
}

/** Accounts of every role; keys that are not valid yet or no longer; honest and hostile wallets. */
async function issueCredentials(chain: TestChain, ledger: string): Promise<Credential[]> {
  const { consortium, connection } = chain;
  const now = await blockTime(chain);
  const credentials: Credential[] = [];
  const enrol = async (roles: number): Promise<number> => {
    await (await consortium.enrol(roles, "0x5345", "Organisation of the fuzz")).wait();
    return Number(await consortium.participantCount());
  };
  const addAccount = async (participant: number, roles: number, counts: boolean, from = 0, until = now + YEAR) => {
    const privateKey = toBeHex(credentials.length + 2, 32);
    const { address } = new Wallet(privateKey);
    await (await consortium.addKey(participant, address, from, until)).wait();
    credentials.push({ participant, key: address, privateKey, roles, counts });
    return address;
  };
  const addWallet = async (participant: number, roles: number, name: string, counts: boolean) => {
    const takesLedger = (await connection.ethers.getContractFactory(name)) as ContractFactory;
    const args = takesLedger.interface.deploy.inputs.length === 1 ? [ledger] : [];
    const key = await (await connection.ethers.deployContract(name, args)).getAddress();
    await (await consortium.addKey(participant, key, 0, now + YEAR)).wait();
    credentials.push({ participant, key, privateKey: toBeHex(0, 32), roles, counts });
  };

  for (const names of MEMBERS) {
    const roles = roleBits(names);
    await addAccount(await enrol(roles), roles, true);
  }
  const [first] = credentials as [Credential];
  const { participant, roles } = first;
  await (await consortium.revokeKey(await addAccount(participant, roles, false))).wait();
  await addAccount(participant, roles, false, 0, now + 600);
  await addAccount(participant, roles, false, now + YEAR / 2);
  const suspended = await enrol(roles);
  await addAccount(suspended, 0, false);
  await (await consortium.suspend(suspended)).wait();
  for (const name of ["RevertingWallet", "BurningWallet", "TerseWallet"])
    await addWallet(participant, roles, name, false);
  for (const name of ["LengthyWallet", "ReentrantWallet", "FickleWallet"])
    await addWallet(participant, roles, name, true);
  await passTime(chain, 3_600);
  return credentials;
}
