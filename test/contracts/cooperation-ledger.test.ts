import { expect } from "chai";
import { concat, keccak256, Wallet, ZeroHash } from "ethers";
import { ACT_FIELDS, type Act, type SignedAct } from "../../src/domain/cooperation/act.ts";
import { MATTER_STATES, type MatterState } from "../../src/domain/cooperation/matter-state.ts";
import { type EntryHash, type Hex, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { actOf } from "../support/act-of.ts";
import { blockTime, enrol, passTime, startChain, type TestChain, type TestParticipant } from "../support/chain.ts";
import {
  type ActDraft,
  actHash,
  agree,
  DAY,
  matterId,
  nextAct,
  offerHandover,
  recordAct,
  recordDigest,
  signAct,
} from "../support/cooperation.ts";
import { decodeRefusal } from "../support/decode-refusal.ts";

describe("CooperationLedger", () => {
  let chain: TestChain;
  let sweden: TestParticipant;
  let norway: TestParticipant;
  let court: TestParticipant;
  let trader: TestParticipant;
  let matters = 0;

  before(async () => {
    chain = await startChain();
    sweden = await enrol(chain, "customs");
    norway = await enrol(chain, "customs");
    court = await enrol(chain, "tribunal");
    trader = await enrol(chain, "trader");
  });

  after(() => chain.connection.close());

  const unused = () => `of test ${matters++}`;
  const propose = (fields: Partial<Act> = {}): Act =>
    actOf("Propose", { matter: matterId(unused()), author: sweden.id, period: DAY, code: 3, codes: 1, ...fields });

  /** The refusal of an act alone; `undefined` when the ledger would record it. */
  async function refusalOf(signed: SignedAct) {
    const [from, to] = [chain.accounts[0]?.address, await chain.cooperation.getAddress()];
    const data = chain.cooperation.interface.encodeFunctionData("record", [signed]);
    return chain.connection.provider.request({ method: "eth_call", params: [{ from, to, data }, "latest"] }).then(
      () => undefined,
      (error: unknown) => decodeRefusal((error as { data: Hex }).data),
    );
  }

  const refusalOfNext = async (author: TestParticipant, kind: Parameters<typeof nextAct>[2], fields: ActDraft) =>
    refusalOf(await signAct(chain, author, await nextAct(chain, author, kind, fields)));

  const stateOf = async (matter: Hex): Promise<MatterState | undefined> =>
    MATTER_STATES[Number((await chain.cooperation.matterOf(matter)).state)];
  const itemState = async (matter: Hex, item: Hex): Promise<MatterState | undefined> =>
    MATTER_STATES[Number((await chain.cooperation.itemOf(matter, item)).state)];

  describe("the hash and the signature of an act", () => {
    it("the contract hashes an act as EIP-712 does", async () => {
      const act = actOf(255, {
        matter: recordDigest("a"),
        previous: recordDigest("b"),
        author: 2 ** 32 - 1,
        counterparty: 2 ** 32 - 2,
        refersTo: recordDigest("c"),
        occurredAt: 2 ** 40 - 1,
        until: 2 ** 40 - 2,
        period: 2 ** 32 - 3,
        code: 254,
        codes: 2 ** 16 - 1,
      });

      expect(await chain.cooperation.hashOf(act)).to.equal(await actHash(chain, act));
    });

    it("a recorded act is the head of its matter, and its log holds the whole act", async () => {
      const act = propose();
      const signed = await signAct(chain, sweden, act);
      const receipt = await (await chain.cooperation.record(signed)).wait();

      const [log] = receipt?.logs.map((one) => chain.cooperation.interface.parseLog(one)) ?? [];
      const hash = await actHash(chain, act);
      expect(await chain.cooperation.headOf(act.matter)).to.equal(hash);
      expect(log?.name).to.equal("ActRecorded");
      expect([...(log?.args ?? [])].slice(0, 4)).to.deep.equal([act.matter, hash, BigInt(sweden.id), 1n]);
      expect(plain(log?.args["act"].toObject())).to.deep.equal(act);
      expect(log?.args["signature"]).to.equal(signed.signature);
    });

    it("an act that another key signed is refused", async () => {
      const act = propose();
      const signed = await signAct(chain, norway, act);

      expect(await refusalOf(signed)).to.deep.equal({
        code: "CooperationLedgerKeyNotAuthorised",
        facts: { act: await actHash(chain, act), author: sweden.id, key: norway.wallet.address },
      });
    });

    it("an act with a malformed signature is refused", async () => {
      const act = propose();

      expect(await refusalOf({ act, signature: "0x1234" })).to.deep.equal({
        code: "CooperationLedgerInvalidSignature",
        facts: { act: await actHash(chain, act), author: sweden.id },
      });
    });

    it("an act of a suspended participant is refused", async () => {
      const member = await enrol(chain, "customs");
      await (await chain.consortium.suspend(member.id)).wait();
      const signed = await signAct(chain, member, propose({ author: member.id }));

      expect(await refusalOf(signed)).to.deep.equal({
        code: "CooperationLedgerParticipantNotActive",
        facts: { participant: member.id },
      });
    });

    it("an act by a key that was revoked is refused", async () => {
      const member = await enrol(chain, "customs");
      await (await chain.consortium.revokeKey(member.wallet.address)).wait();

      const refusal = await refusalOf(await signAct(chain, member, propose({ author: member.id })));
      expect(refusal?.code).to.equal("CooperationLedgerKeyNotAuthorised");
    });

    it("an act that does not follow the head is refused, and so is a repeated act", async () => {
      const act = propose();
      const signed = await signAct(chain, sweden, act);
      await (await chain.cooperation.record(signed)).wait();

      expect(await refusalOf(signed)).to.deep.equal({
        code: "CooperationLedgerStale",
        facts: { matter: act.matter, previous: ZERO_BYTES32, head: await actHash(chain, act) },
      });
    });

    it("an act may be dated 120 seconds ahead, and no more", async () => {
      const time = await blockTime(chain);
      const ahead = await signAct(chain, sweden, propose({ occurredAt: time + 120 }));
      const tooFar = await signAct(chain, sweden, propose({ occurredAt: time + 1000 }));

      expect(await refusalOf(ahead)).to.be.undefined;
      expect((await refusalOf(tooFar))?.code).to.equal("CooperationLedgerOccurredInFuture");
    });

    it("a wallet contract signs for its participant", async () => {
      const member = await enrol(chain, "customs");
      const password = "0x1234";
      const wallet = await chain.connection.ethers.deployContract("PasswordWallet", [keccak256(password)]);
      await (await chain.consortium.addKey(member.id, await wallet.getAddress(), 0, 2 ** 40)).wait();
      const act = propose({ author: member.id });

      const right = { act, signature: concat([await wallet.getAddress(), password]) as Hex };
      const wrong = { act, signature: concat([await wallet.getAddress(), "0x9999"]) as Hex };
      expect(await refusalOf(right)).to.be.undefined;
      expect((await refusalOf(wrong))?.code).to.equal("CooperationLedgerInvalidSignature");
    });
  });

  describe("numbers and batches", () => {
    const widths: Partial<Record<keyof Act, number>> = {
      kind: 8,
      author: 32,
      counterparty: 32,
      occurredAt: 40,
      until: 40,
      period: 32,
      code: 8,
      codes: 16,
    };

    for (const [field, bits] of Object.entries(widths)) {
      it(`a number too wide for ${field} is refused with its field and value`, async () => {
        const act = propose();
        const data = chain.cooperation.interface.encodeFunctionData("record", [{ act, signature: "0x" }]);
        const position = ACT_FIELDS.indexOf(field as keyof Act);
        const start = 2 + 8 + 64 + 64 * position;
        for (const bit of [bits, 255]) {
          const value = BigInt(`0x${data.slice(start, start + 64)}`) | (1n << BigInt(bit));
          const wide = data.slice(0, start) + value.toString(16).padStart(64, "0") + data.slice(start + 64);
          const refusal = await chain.connection.provider
            .request({
              method: "eth_call",
              params: [{ to: await chain.cooperation.getAddress(), data: wide }, "latest"],
            })
            .then(
              () => undefined,
              (error: unknown) => chain.cooperation.interface.parseError((error as { data: Hex }).data),
            );

          expect(refusal?.name).to.equal("CooperationLedgerNumberTooWide");
          expect(refusal?.args.toArray()).to.deep.equal([act.matter, BigInt(position), value]);
        }
      });
    }

    it("a batch records the allowed acts, and logs the refused and the malformed ones", async () => {
      const [first, refused, malformed, last] = [propose(), propose({ author: trader.id }), propose(), propose()];
      const authors = [sweden, trader, sweden, sweden];
      const signed = await Promise.all(
        [first, refused, malformed, last].map((act, i) => signAct(chain, authors[i] ?? sweden, act)),
      );
      const data = chain.cooperation.interface.encodeFunctionData("recordBatch", [signed]);
      const kindAt = data.indexOf(malformed.matter.slice(2)) + 2 * 64;
      const spoilt = data.slice(0, kindAt) + 256n.toString(16).padStart(64, "0") + data.slice(kindAt + 64);
      const to = await chain.cooperation.getAddress();
      const receipt = await (await chain.accounts[0]?.sendTransaction({ to, data: spoilt }))?.wait();

      const logs = receipt?.logs.map((log) => chain.cooperation.interface.parseLog(log)) ?? [];
      expect(logs.map((log) => [log?.name, log?.args["matter"]])).to.deep.equal([
        ["ActRecorded", first.matter],
        ["ActRefused", refused.matter],
        ["ActMalformed", malformed.matter],
        ["ActRecorded", last.matter],
      ]);
      expect(logs[1]?.args["hash"]).to.equal(await actHash(chain, refused));
      expect(plain(logs[1]?.args["refused"].act.toObject())).to.deep.equal(refused);
      expect(decodeRefusal(logs[1]?.args["reason"])).to.deep.equal({
        code: "CooperationLedgerRoleRequired",
        facts: { participant: trader.id, roles: ["trader"], required: ["customs", "tribunal"] },
      });
      expect(logs[2]?.args["place"]).to.equal(2n);
      expect(decodeRefusal(logs[2]?.args["reason"]).code).to.equal("CooperationLedgerNumberTooWide");
      expect(await chain.cooperation.headOf(refused.matter)).to.equal(ZeroHash);
    });

    it("a batch returns the number of recorded acts", async () => {
      const batch = [await signAct(chain, sweden, propose()), await signAct(chain, norway, propose())];

      expect(await chain.cooperation.recordBatch.staticCall(batch)).to.equal(1n);
    });

    it("the acts of one batch follow each other in one matter", async () => {
      const first = propose();
      const name = actOf("Name", {
        matter: first.matter,
        previous: await actHash(chain, first),
        author: sweden.id,
        counterparty: norway.id,
        code: 3,
      });
      const sign = actOf("Sign", { matter: first.matter, previous: await actHash(chain, name), author: norway.id });
      const authors = [sweden, sweden, norway];
      const batch = await Promise.all([first, name, sign].map((act, i) => signAct(chain, authors[i] ?? sweden, act)));
      await (await chain.cooperation.recordBatch(batch)).wait();

      expect(await stateOf(first.matter)).to.equal("InForce");
    });
  });

  describe("what the ledger keeps", () => {
    it("a matter keeps its terms, its seats and the agreement that it is based on", async () => {
      const name = unused();
      const agreement = await agree(chain, [sweden, norway], name);
      const request = matterId(unused());
      const ask = { matter: request, counterparty: norway.id, refersTo: agreement, period: 30 * DAY, code: 1 };
      await recordAct(chain, sweden, "Ask", ask);

      expect(await chain.cooperation.termsOf(agreement)).to.equal(recordDigest(name));
      expect(await chain.cooperation.termsOf(request)).to.equal(ZeroHash);
      expect(await chain.cooperation.basisOf(request)).to.equal(agreement);
      expect(await chain.cooperation.basisOf(agreement)).to.equal(ZeroHash);
      expect([...(await chain.cooperation.seatOf(agreement, norway.id))]).to.deep.equal([
        3n,
        true,
        true,
        false,
        0n,
        0n,
      ]);
      expect([...(await chain.cooperation.seatOf(agreement, court.id))]).to.deep.equal([
        0n,
        false,
        false,
        false,
        0n,
        0n,
      ]);
    });

    it("a new version in force ends the agreement that it replaces", async () => {
      const old = await agree(chain, [sweden, norway], unused());
      const next = matterId(unused());
      const terms = { matter: next, commitment: recordDigest("version 2") };
      await recordAct(chain, norway, "Propose", { ...terms, refersTo: old, period: DAY, code: 3, codes: 1 });
      await recordAct(chain, norway, "Name", { matter: next, counterparty: sweden.id, code: 3 });
      expect(await stateOf(old)).to.equal("InForce");
      await recordAct(chain, sweden, "Sign", terms);

      expect([await stateOf(old), await stateOf(next)]).to.deep.equal(["Ended", "InForce"]);
    });

    it("a handover keeps the digest of its offer, and leaves its state by each act", async () => {
      const matter = await agree(chain, [sweden, norway], unused());
      const commitment = recordDigest("what is given");
      const item = await offerHandover(chain, sweden, norway, { matter, commitment });
      expect(await chain.cooperation.contentOf(matter, item)).to.equal(commitment);
      const states = [await itemState(matter, item)];
      const about = { matter, refersTo: item };
      await recordAct(chain, norway, "SignCaveats", { ...about, codes: 3 });
      states.push(await itemState(matter, item));
      await recordAct(chain, sweden, "Release", about);
      states.push(await itemState(matter, item));
      await recordAct(chain, norway, "Receipt", { ...about, commitment });
      states.push(await itemState(matter, item));
      await recordAct(chain, sweden, "Recall", { ...about, until: (await blockTime(chain)) + DAY });
      states.push(await itemState(matter, item));
      await recordAct(chain, norway, "Erase", about);
      states.push(await itemState(matter, item));

      expect(states).to.deep.equal(["Offered", "CaveatsSigned", "Released", "Receipted", "Recalled", "Erased"]);
    });

    it("an onward handover has the originator of the first, and uses up the consent", async () => {
      const matter = await agree(chain, [sweden, norway], unused());
      const commitment = recordDigest("passed on");
      const item = await offerHandover(chain, sweden, norway, { matter, commitment });
      const about = { matter, refersTo: item };
      await recordAct(chain, norway, "SignCaveats", { ...about, codes: 3 });
      await recordAct(chain, sweden, "Release", about);
      await recordAct(chain, norway, "Receipt", { ...about, commitment });
      await recordAct(chain, sweden, "Consent", { ...about, counterparty: court.id });
      const until = (await blockTime(chain)) + DAY;
      const onward = { ...about, counterparty: court.id, until, code: 1, codes: 3 };
      const passed = await recordAct(chain, norway, "Onward", onward);

      const { author, recipient, originator } = await chain.cooperation.itemOf(matter, passed);
      expect([author, recipient, originator].map(Number)).to.deep.equal([norway.id, court.id, sweden.id]);
      expect((await refusalOfNext(norway, "Onward", onward))?.code).to.equal("CooperationLedgerNoConsent");
    });

    it("an item belongs to its matter only", async () => {
      const matter = await agree(chain, [sweden, norway], unused());
      const other = await agree(chain, [sweden, norway], unused());
      const item = await offerHandover(chain, sweden, norway, { matter });

      expect(await refusalOfNext(norway, "Decline", { matter: other, refersTo: item })).to.deep.equal({
        code: "CooperationLedgerUnexpectedState",
        facts: { subject: item, current: "Unknown", expected: ["Offered"] },
      });
    });
  });

  describe("the end of an agreement", () => {
    it("nothing is asked, offered or released after a denunciation took effect, and recalls still are", async () => {
      const matter = await agree(chain, [sweden, norway], unused());
      const commitment = recordDigest("given before the end");
      const until = (await blockTime(chain)) + 200 * DAY;
      const before = await offerHandover(chain, sweden, norway, { matter, commitment, until });
      const open = await offerHandover(chain, sweden, norway, { matter, until });
      for (const refersTo of [before, open])
        await recordAct(chain, norway, "SignCaveats", { matter, refersTo, codes: 3 });
      await recordAct(chain, norway, "Denounce", { matter });
      await recordAct(chain, sweden, "Release", { matter, refersTo: before });
      await passTime(chain, 90 * DAY);

      const ended = (subject: Hex, expected: MatterState[]) => ({
        code: "CooperationLedgerUnexpectedState",
        facts: { subject, current: "Ended", expected },
      });
      const sharing: MatterState[] = ["InForce", "Accepted", "Answered", "Active"];
      const ask = { matter: matterId(unused()), counterparty: norway.id, refersTo: matter, period: DAY, code: 1 };
      expect(await refusalOfNext(sweden, "Ask", ask)).to.deep.equal(ended(matter, ["InForce"]));
      expect(await refusalOfNext(sweden, "Release", { matter, refersTo: open })).to.deep.equal(ended(matter, sharing));
      const offer = { matter, counterparty: norway.id, until: until + DAY, code: 1 };
      expect(await refusalOfNext(sweden, "Offer", offer)).to.deep.equal(ended(matter, sharing));
      const recall = { matter, refersTo: before, until: until + DAY };
      expect(await refusalOfNext(sweden, "Recall", recall)).to.be.undefined;
    });

    it("a key is not released to a participant that the consortium suspended after it signed the caveats", async () => {
      const member = await enrol(chain, "customs");
      const matter = await agree(chain, [sweden, member], unused());
      const item = await offerHandover(chain, sweden, member, { matter });
      await recordAct(chain, member, "SignCaveats", { matter, refersTo: item, codes: 3 });
      await (await chain.consortium.suspend(member.id)).wait();

      expect(await refusalOfNext(sweden, "Release", { matter, refersTo: item })).to.deep.equal({
        code: "CooperationLedgerParticipantNotActive",
        facts: { participant: member.id },
      });
    });
  });

  describe("seals and journals", () => {
    it("a seal is extended only by a tribunal of the jurisdiction in which its author was enrolled", async () => {
      const foreign = await enrol(chain, "tribunal");
      await (await chain.consortium.setJurisdiction(foreign.id, "0x4e4f")).wait();
      const matter = await agree(chain, [sweden, norway], unused());
      const now = await blockTime(chain);
      const seal = await recordAct(chain, sweden, "Seal", { matter, until: now + 60 * DAY, code: 2 });
      const longer = { matter, refersTo: seal, until: now + 80 * DAY, code: 3 };

      expect(await refusalOfNext(foreign, "ExtendSeal", longer)).to.deep.equal({
        code: "CooperationLedgerOtherJurisdiction",
        facts: { seal, jurisdiction: "0x4e4f", required: "0x5345" },
      });
      await recordAct(chain, court, "ExtendSeal", longer);
      expect((await chain.cooperation.itemOf(matter, seal)).until).to.equal(BigInt(now + 80 * DAY));
    });

    it("anyone records that a seal lapsed, and its author still opens it", async () => {
      const matter = await agree(chain, [sweden, norway], unused());
      const until = (await blockTime(chain)) + 90 * DAY;
      const seal = await recordAct(chain, sweden, "Seal", { matter, until, code: 1 });
      const about = { matter, refersTo: seal };
      expect((await refusalOfNext(trader, "LapseSeal", about))?.code).to.equal("CooperationLedgerNotOverdue");
      await passTime(chain, 90 * DAY);
      await recordAct(chain, trader, "LapseSeal", about);
      expect(await itemState(matter, seal)).to.equal("SealLapsed");
      await recordAct(chain, sweden, "OpenSeal", about);

      expect(await itemState(matter, seal)).to.equal("SealOpened");
    });

    it("a journal is the chain of one author, and its log names nobody else", async () => {
      const journal = matterId(unused());
      await recordAct(chain, sweden, "Anchor", { matter: journal, commitment: recordDigest("root 1"), code: 1 });
      await recordAct(chain, sweden, "Anchor", { matter: journal, commitment: recordDigest("root 2"), code: 3 });

      const { state, opener, answerer, sequence } = await chain.cooperation.matterOf(journal);
      expect([MATTER_STATES[Number(state)], opener, answerer, sequence].map(String)).to.deep.equal([
        "Kept",
        String(sweden.id),
        "0",
        "2",
      ]);
      expect((await refusalOfNext(norway, "Anchor", { matter: journal, code: 1 }))?.code).to.equal(
        "CooperationLedgerNotEntitled",
      );
    });
  });

  describe("a joint case", () => {
    async function convene(): Promise<{ readonly matter: Hex; readonly endsAt: number }> {
      const name = unused();
      const matter = matterId(name);
      const refersTo = await agree(chain, [sweden, norway], `${name} agreement`);
      const endsAt = (await blockTime(chain)) + 20 * DAY;
      const commitment = recordDigest(name);
      await recordAct(chain, sweden, "Convene", { matter, refersTo, until: endsAt, code: 1, commitment });
      await recordAct(chain, sweden, "Invite", { matter, counterparty: norway.id, code: 4 });
      await recordAct(chain, norway, "Join", { matter, commitment });
      return { matter, endsAt };
    }

    it("it keeps its terms, its agreement, its members with their tasks, and its exhibits", async () => {
      const { matter, endsAt } = await convene();
      const commitment = recordDigest("telephone");
      const exhibit = await recordAct(chain, norway, "Exhibit", { matter, code: 6, codes: 3, commitment });
      const derived = await recordAct(chain, sweden, "Derive", { matter, refersTo: exhibit, codes: 7 });

      const stored = await chain.cooperation.matterOf(matter);
      expect([stored.state, stored.parties, stored.signed, stored.endsAt].map(Number)).to.deep.equal([
        28,
        2,
        2,
        endsAt,
      ]);
      expect([...(await chain.cooperation.seatOf(matter, norway.id))]).to.deep.equal([0n, true, true, false, 4n, 0n]);
      const [first, second] = [
        await chain.cooperation.itemOf(matter, exhibit),
        await chain.cooperation.itemOf(matter, derived),
      ];
      const parts = [first.author, first.originator, first.code, first.caveats];
      expect(parts.map(Number)).to.deep.equal([norway.id, norway.id, 6, 3]);
      const later = [second.author, second.originator, second.code, second.caveats];
      expect(later.map(Number)).to.deep.equal([sweden.id, norway.id, 6, 7]);
      expect(await chain.cooperation.contentOf(matter, exhibit)).to.equal(commitment);
    });

    it("nothing is exhibited or offered in it from its end on, and what all members agreed to moves the end", async () => {
      const { matter, endsAt } = await convene();
      for (const member of [sweden, norway]) await recordAct(chain, member, "Prolong", { matter, period: 5 * DAY });
      expect((await chain.cooperation.matterOf(matter)).endsAt).to.equal(BigInt(endsAt + 5 * DAY));
      await passTime(chain, 21 * DAY);
      expect(await refusalOfNext(sweden, "Exhibit", { matter, code: 1 })).to.be.undefined;
      await passTime(chain, 5 * DAY);
      const until = (await blockTime(chain)) + DAY;
      const offer = { matter, counterparty: norway.id, until, code: 3 };
      for (const [kind, fields] of [
        ["Exhibit", { matter, code: 1 }],
        ["Offer", offer],
        ["Prolong", { matter, period: DAY }],
      ] as const) {
        const refusal = await refusalOfNext(sweden, kind, fields);
        expect(refusal?.code).to.equal("CooperationLedgerUnexpectedState");
        expect(refusal?.facts).to.deep.include({ subject: matter, current: "Concluded" });
      }
    });
  });

  it("anyone submits a signed act, and nobody else makes one", async () => {
    const stranger = chain.accounts[5];
    if (stranger === undefined) throw new Error("There is no account.");
    const act = propose();
    const signed = await signAct(chain, sweden, act);
    await (await chain.cooperation.connect(stranger).record(signed)).wait();
    expect(await chain.cooperation.headOf(act.matter)).to.equal(await actHash(chain, act));

    const forged = await signAct(chain, { id: sweden.id, wallet: Wallet.createRandom() as never }, propose());
    expect((await refusalOf(forged))?.code).to.equal("CooperationLedgerKeyNotAuthorised");
  });

  it("a hash is no hash of the ledger of shipments", async () => {
    const act = propose();
    const { previous, kind, author, counterparty, refersTo, occurredAt, commitment } = act;
    const entry = { shipment: act.matter, previous, kind, author, counterparty, refersTo, occurredAt, commitment };

    expect((await chain.ledger.hashOf(entry)) as EntryHash).not.to.equal(await chain.cooperation.hashOf(act));
  });
});

/** The values with every bigint as a number. */
function plain(values: Record<string, unknown> | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([key, value]) => [key, typeof value === "bigint" ? Number(value) : value]),
  );
}
