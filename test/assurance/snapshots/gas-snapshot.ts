import type { Wallet } from "ethers";
import { type Bytes32, type Entry, type EntryHash, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import type { ActKind } from "../../../src/domain/cooperation/act-kind.ts";
import { REMEDY_FLOOR } from "../../../src/domain/rules/case-rules.ts";
import type { Kind } from "../../../src/domain/rules/kind.ts";
import { changeHash, type SignedChange } from "../../../src/ledger/change-typed-data.ts";
import {
  enrol,
  entryHash,
  entryOf,
  passTime,
  shipmentId,
  sign,
  startChain,
  type TestChain,
  type TestParticipant,
} from "../../support/chain.ts";
import { announcementOf, namedKey, recoveryDigest, recoveryWallet } from "../../support/directory-vectors.ts";
import { type ActDraft, actHash, DAY, matterId, nextAct, recordDigest, signAct } from "../../support/cooperation.ts";
import { deployDirectory, signChange, submitChange } from "../../support/test-directory.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * Gas of `record` for an entry of each kind and for an act of each kind, and of each change of the directory, in stories
 * that are always the same, including the signatures.
 */
export const GAS_SNAPSHOT: Snapshot = {
  name: "gas",
  async take() {
    const chain = await startChain();
    try {
      const gas = [...(await recordStory(chain)), ...(await changeDirectory(chain)), ...(await cooperate(chain))];
      return gas.map(([kind, used]) => `${kind} ${used}\n`).join("");
    } finally {
      await chain.connection.close();
    }
  },
};

async function recordStory(chain: TestChain): Promise<Map<Kind, bigint>> {
  const carrier = await enrol(chain, "carrier");
  const receiver = await enrol(chain, "carrier");
  const customs = await enrol(chain, "customs");
  const tribunal = await enrol(chain, "tribunal");
  const further = await enrol(chain, "tribunal");
  const [goods, unit] = [shipmentId("goods of the story"), shipmentId("unit of the story")];
  const gas = new Map<Kind, bigint>();
  /** The first entry of a kind counts. */
  const record = async (
    author: TestParticipant,
    kind: Kind,
    fields: Partial<Omit<Entry, "kind" | "author">> = {},
  ): Promise<EntryHash> => {
    const shipment = fields.shipment ?? goods;
    const previous = (await chain.ledger.headOf(shipment)) as EntryHash;
    const entry = entryOf(kind, { shipment, previous, author: author.id, ...fields });
    const receipt = await (await chain.ledger.record(await sign(chain, author, entry))).wait();
    if (receipt === null) throw new Error(`The ${kind} was not mined.`);
    if (!gas.has(kind)) gas.set(kind, receipt.gasUsed);
    return entryHash(chain, entry);
  };

  const first = await record(carrier, "Consign");
  await record(carrier, "Report");
  await record(carrier, "Offer", { counterparty: receiver.id });
  await record(carrier, "Withdraw");
  await record(carrier, "Offer", { counterparty: receiver.id });
  await record(receiver, "Refuse");
  await record(carrier, "Offer", { counterparty: receiver.id });
  await record(receiver, "Accept");
  await record(receiver, "Consign", { shipment: unit });
  await record(receiver, "Load", { refersTo: unit });
  await record(receiver, "Unload", { refersTo: unit });
  await record(carrier, "Correct", { refersTo: first });
  await record(customs, "Inspect");
  const upheld = await record(customs, "Hold");
  await record(carrier, "Contest", { refersTo: upheld });
  await record(tribunal, "Uphold", { refersTo: upheld });
  await record(carrier, "Appeal", { refersTo: upheld, counterparty: further.id });
  await record(further, "Uphold", { refersTo: upheld });
  await record(carrier, "Lapse", { refersTo: upheld });
  await record(customs, "Release", { refersTo: upheld });
  const annulled = await record(customs, "Hold");
  await record(carrier, "Contest", { refersTo: annulled });
  await record(tribunal, "Annul", { refersTo: annulled });
  const last = await record(customs, "Hold");
  await record(customs, "Notice", { refersTo: last, counterparty: receiver.id });
  await record(customs, "Notice", { refersTo: last, counterparty: carrier.id });
  await record(customs, "Seize", { refersTo: last });
  await record(customs, "Charge", { refersTo: last });
  await record(customs, "Hear", { refersTo: last, counterparty: receiver.id });
  await record(carrier, "Hear", { refersTo: last });
  await passTime(chain, REMEDY_FLOOR);
  await record(customs, "Forfeit", { refersTo: last });
  await record(receiver, "Close", { shipment: unit });
  return gas;
}

/** The first publication, a publication of a second key, the end of the first key and a recovery. */
async function changeDirectory(chain: TestChain): Promise<[change: string, gas: bigint][]> {
  const directory = await deployDirectory(chain, 3_600);
  const { id: participant, wallet } = await enrol(chain, "carrier");
  const gas: [string, bigint][] = [];
  let previous: Bytes32 = ZERO_BYTES32;
  const submit = async (name: string, change: SignedChange, signer: Wallet) => {
    const receipt = await (await submitChange(directory, change, signChange(directory, signer, change))).wait();
    if (receipt === null) throw new Error(`The ${name} was not mined.`);
    gas.push([name, receipt.gasUsed]);
    previous = changeHash(change, directory.domain);
  };
  const announce = (key: string, endpoint: string, recovery: string) => {
    const announced = announcementOf({ key, endpoint, validUntil: 2 ** 40 }, 0);
    return { participant, previous, ...announced, recovery: recoveryDigest(recovery) };
  };

  const endpoint = "https://gateway.example";
  await submit("FirstPublication", { type: "Publication", message: announce("K1", endpoint, "R1") }, wallet);
  await submit("Publication", { type: "Publication", message: announce("K2", "", "") }, wallet);
  await submit("KeyEnd", { type: "KeyEnd", message: { participant, previous, key: namedKey("K1").id } }, wallet);
  await submit("Recovery", { type: "Recovery", message: announce("P3", endpoint, "R2") }, recoveryWallet("R1"));
  return gas;
}

/**
 * The start of the story after the one of a forfeiture, Unix seconds. A time that passes would change the bytes of an
 * act, and so its gas.
 */
const START = 1_767_225_600 + REMEDY_FLOOR;

/** The first act of each kind counts; its name is `Act` and the kind. */
async function cooperate(chain: TestChain): Promise<Map<string, bigint>> {
  const sweden = await enrol(chain, "customs");
  const norway = await enrol(chain, "customs");
  const court = await enrol(chain, "tribunal");
  const gas = new Map<string, bigint>();
  const record = async (author: TestParticipant, kind: ActKind, fields: ActDraft): Promise<EntryHash> => {
    const act = await nextAct(chain, author, kind, fields);
    const receipt = await (await chain.cooperation.record(await signAct(chain, author, act))).wait();
    if (receipt === null) throw new Error(`The ${kind} was not mined.`);
    if (!gas.has(`Act${kind}`)) gas.set(`Act${kind}`, receipt.gasUsed);
    return actHash(chain, act);
  };
  const until = START + 100 * DAY;
  const terms = recordDigest("terms of the story");
  const conclude = async (matter: Bytes32) => {
    await record(sweden, "Propose", { matter, commitment: terms, period: 90 * DAY, code: 3, codes: 3 });
    await record(sweden, "Name", { matter, counterparty: norway.id, code: 3 });
    await record(norway, "Sign", { matter, commitment: terms });
  };
  const agreement = matterId("agreement of the story");
  await conclude(agreement);
  await record(norway, "Suspend", { matter: agreement });
  await record(norway, "Resume", { matter: agreement });

  const ask = async (name: string): Promise<Bytes32> => {
    const matter = matterId(name);
    const fields = { matter, counterparty: norway.id, refersTo: agreement, period: 30 * DAY, code: 1 };
    await record(sweden, "Ask", fields);
    await record(norway, "Receive", { matter });
    return matter;
  };
  const answered = await ask("answered request of the story");
  await record(norway, "Return", { matter: answered, until });
  await record(sweden, "Complete", { matter: answered });
  await record(norway, "Delay", { matter: answered, until, code: 1 });
  await record(norway, "Postpone", { matter: answered, until: until + DAY, code: 1 });
  await record(norway, "Accept", { matter: answered });
  await record(norway, "Answer", { matter: answered });
  const refused = await ask("refused request of the story");
  await record(norway, "Refuse", { matter: refused, code: 1 });

  const offer = (fields: Partial<ActDraft> = {}) =>
    record(norway, "Offer", { matter: answered, counterparty: sweden.id, until, code: 2, codes: 1, ...fields });
  const given = { matter: answered, refersTo: await offer({ commitment: terms }) };
  await record(sweden, "SignCaveats", { ...given, codes: 1 });
  await record(norway, "Release", given);
  await record(sweden, "Receipt", { ...given, commitment: terms });
  await record(norway, "Consent", { ...given, counterparty: court.id });
  await record(sweden, "Onward", { ...given, counterparty: court.id, until, code: 2, codes: 1 });
  await record(norway, "Recall", { ...given, until });
  await record(sweden, "RefuseErasure", { ...given, code: 1 });
  await record(sweden, "Erase", given);
  await record(sweden, "Decline", { matter: answered, refersTo: await offer() });
  const disputed = { matter: answered, refersTo: await offer() };
  await record(sweden, "SignCaveats", { ...disputed, codes: 1 });
  await record(norway, "Release", disputed);
  await record(sweden, "Dispute", disputed);
  const sealUntil = START + 10 * DAY;
  const sealed = await record(norway, "Seal", { matter: answered, until: sealUntil, code: 1 });
  const seal = { matter: answered, refersTo: sealed };
  await record(court, "ExtendSeal", { ...seal, until: sealUntil + DAY, code: 3 });
  await passTime(chain, 11 * DAY);
  await record(court, "LapseSeal", seal);
  await record(norway, "OpenSeal", seal);
  await record(norway, "Anchor", { matter: matterId("journal of the story"), code: 1 });
  await record(sweden, "Close", { matter: answered, code: 1 });

  const joint = { matter: matterId("joint case of the story") };
  const end = START + 60 * DAY;
  await record(sweden, "Convene", { ...joint, refersTo: agreement, until: end, code: 1, commitment: terms });
  await record(sweden, "Invite", { ...joint, counterparty: norway.id, code: 2 });
  await record(norway, "Join", { ...joint, commitment: terms });
  await record(norway, "Prolong", { ...joint, period: DAY });
  const exhibit = await record(norway, "Exhibit", { ...joint, code: 1, codes: 1 });
  await record(sweden, "Derive", { ...joint, refersTo: exhibit, codes: 3 });
  await record(norway, "Leave", joint);
  const short = { matter: matterId("concluded joint case of the story") };
  await record(sweden, "Convene", { ...short, refersTo: agreement, until: end, code: 1 });
  await record(sweden, "Conclude", short);
  await record(norway, "Denounce", { matter: agreement });
  return gas;
}
