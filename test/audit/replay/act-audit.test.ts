import { expect } from "chai";
import { toBeHex, Wallet } from "ethers";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { itemSlots, matterSlots, seatSlot } from "../../../src/audit/proof/cooperation-slots.ts";
import { readAuditCheckpoint, writeAuditCheckpoint } from "../../../src/audit/replay/audit-checkpoint.ts";
import type { FaultCode } from "../../../src/audit/replay/fault.ts";
import { identifyLedger } from "../../../src/audit/replay/identify-ledger.ts";
import type { Act, SignedAct } from "../../../src/domain/cooperation/act.ts";
import { type Hex, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import type { PinnedChain } from "../../../src/domain/pinned-chain.ts";
import { type ActStory, type Authorities, enrolAuthorities, recordActStory } from "../../support/act-story.ts";
import { blockTime, passTime, startChain, type TestChain } from "../../support/chain.ts";
import { actHash, agree, DAY, matterId, nextAct, recordAct, recordDigest, signAct } from "../../support/cooperation.ts";
import { type ServedChain, serveChain } from "../../support/serve-chain.ts";
import { beginAudit, faultsInLog, onCopy } from "./audited-chain.ts";
import { forgeLog } from "./forging-contract.ts";

describe("The audit of the ledger of cooperation", () => {
  let chain: TestChain;
  let served: ServedChain;
  let place: PinnedChain & { readonly cooperation: Hex };
  let authorities: Authorities;
  let story: ActStory;
  let agreement: Hex;

  before(async () => {
    chain = await startChain();
    authorities = await enrolAuthorities(chain);
    const { sweden, norway, court } = authorities;
    story = await recordActStory(chain, authorities, "audited");
    agreement = await agree(chain, [sweden, norway], "for forgeries");
    await refuseOneOfEach();
    await (await chain.consortium.suspend(court.id)).wait();
    served = await serveChain(chain);
    const ledger = (await chain.ledger.getAddress()).toLowerCase() as Hex;
    const cooperation = (await chain.cooperation.getAddress()).toLowerCase() as Hex;
    place = { ...(await identifyLedger(served.rpc, ledger)), cooperation };
  });
  after(async () => {
    await served.close();
    await chain.connection.close();
  });

  const audited = () => ({
    ...{ chain, served, place },
    height: async () => Number(await served.rpc.request("eth_blockNumber", [])),
  });

  async function auditAll() {
    const audit = await beginAudit(audited());
    await audit.advance(await audited().height());
    return audit;
  }

  /** A batch whose acts are refused for different reasons, the last one because a number exceeds its field. */
  async function refuseOneOfEach(): Promise<void> {
    const { sweden, norway, court } = authorities;
    const next = (kind: Parameters<typeof nextAct>[2], fields: Partial<Act> = {}, author = sweden) =>
      nextAct(chain, author, kind, { matter: agreement, ...fields });
    const wrong: readonly (readonly [signer: typeof sweden, act: Act])[] = [
      [sweden, await next(200)],
      [sweden, await next("Suspend", { code: 1 })],
      [sweden, await next("Suspend", { occurredAt: 2 ** 39 })],
      [sweden, await next("Suspend", { previous: recordDigest("no head") })],
      [norway, await next("Suspend")],
      [court, await next("Suspend", {}, court)],
      [sweden, await next("Resume")],
    ];
    const batch = await Promise.all(wrong.map(([signer, act]) => signAct(chain, signer, act)));
    const unsigned = { act: await next("Suspend"), signature: `0x${"00".repeat(64)}` };
    const calldata = chain.cooperation.interface.encodeFunctionData("recordBatch", [[...batch, unsigned, unsigned]]);
    // The last act gets an `until` that exceeds its field, which is the ninth word of an act.
    const untilAt = calldata.lastIndexOf(agreement.slice(2)) + 8 * 64;
    const wide = (2 ** 40).toString(16).padStart(64, "0");
    const data = calldata.slice(0, untilAt) + wide + calldata.slice(untilAt + 64);
    const [account] = chain.accounts;
    await (await account?.sendTransaction({ to: await chain.cooperation.getAddress(), data }))?.wait();
  }

  interface Forgery extends SignedAct {
    readonly hash?: Hex;
    readonly sequence?: number;
  }

  /** Makes the ledger log an act that it did not record. */
  async function forgeRecord({ act, signature, hash, sequence }: Forgery): Promise<void> {
    const before = await chain.cooperation.matterOf(act.matter);
    const event = chain.cooperation.interface.encodeEventLog("ActRecorded", [
      act.matter,
      hash ?? (await actHash(chain, act)),
      act.author,
      sequence ?? Number(before.sequence) + 1,
      act,
      signature,
    ]);
    await forgeLog(chain, place.cooperation, event.topics as string[], event.data);
  }

  const suspension = async (fields: Partial<Act> = {}): Promise<SignedAct> =>
    signAct(
      chain,
      authorities.sweden,
      await nextAct(chain, authorities.sweden, "Suspend", { matter: agreement, ...fields }),
    );

  async function expectFaults(...codes: FaultCode[]): Promise<void> {
    expect(await faultsInLog(audited())).to.deep.equal(codes);
  }

  it("an audit of sound acts finds no fault, and storage and code that match their log", async () => {
    const audit = await auditAll();
    await audit.compareState();

    expect(audit.faults).to.deep.equal([]);
    expect(audit.figures.acts).to.be.above(30);
    for (const matter of story.matters)
      expect(audit.memory.cooperation.record(matter).head).to.equal(await chain.cooperation.headOf(matter));
  });

  it("an audit continues from a checkpoint file with matters, seats and items", async () => {
    const folder = await mkdtemp(join(tmpdir(), "portolan-act-audit-"));
    const path = join(folder, "checkpoint");
    const first = await auditAll();
    await writeAuditCheckpoint(path, first.memory);
    const { memory } = await readAuditCheckpoint(path);
    await rm(folder, { recursive: true });
    expect([...memory.cooperation.matters]).to.deep.equal([...first.memory.cooperation.matters]);
    expect([...memory.cooperation.seats()]).to.deep.equal([...first.memory.cooperation.seats()]);
    expect([...memory.cooperation.items()]).to.deep.equal([...first.memory.cooperation.items()]);
    expect(memory.figures).to.deep.equal(first.figures);

    await onCopy(audited(), async () => {
      await recordAct(chain, authorities.sweden, "Suspend", { matter: agreement });
      const second = await beginAudit(audited(), { memory });
      await second.advance(await audited().height());
      await second.compareState();
      expect(second.faults).to.deep.equal([]);
      expect(second.figures.acts).to.equal(first.figures.acts + 1);
    });
  });

  it("an audit without the ledger of cooperation reads no act", async () => {
    const audit = await beginAudit({ ...audited(), place: { ...place, cooperation: undefined } });
    await audit.advance(await audited().height());
    expect(audit.faults).to.deep.equal([]);
    expect(audit.figures.acts).to.equal(0);
  });

  const forgeries: readonly (readonly [what: string, forge: () => Promise<Forgery>, ...codes: FaultCode[]])[] = [
    [
      "with another hash than its fields give",
      async () => ({ ...(await suspension()), hash: recordDigest("other") }),
      "EntryHashWrong",
    ],
    ["with another sequence", async () => ({ ...(await suspension()), sequence: 9 }), "SequenceWrong"],
    [
      "that does not follow the head of its matter",
      () => suspension({ previous: recordDigest("no head") }),
      "EntryNotChained",
    ],
    ["with a field that its kind does not have", () => suspension({ code: 1 }), "EntryMalformed"],
    ["from the future", async () => suspension({ occurredAt: (await blockTime(chain)) + DAY }), "EntryFromFuture"],
    [
      "with a signature of nobody",
      async () => ({ ...(await suspension()), signature: `0x${"00".repeat(64)}` }),
      "SignatureInvalid",
    ],
    [
      "that another participant signed",
      async () => {
        const { act } = await suspension();
        return signAct(chain, authorities.norway, act);
      },
      "KeyNotAuthorised",
    ],
    [
      "by a suspended participant",
      async () => {
        const { court } = authorities;
        const fields = { matter: matterId("of a suspended court"), code: 1 };
        return signAct(chain, court, await nextAct(chain, court, "Anchor", fields));
      },
      "AuthorNotActive",
    ],
    [
      "that asks under an agreement that has ended",
      async () => {
        const { sweden, norway } = authorities;
        const [refersTo] = story.matters;
        const fields = { counterparty: norway.id, refersTo: refersTo ?? ZERO_BYTES32, period: DAY, code: 1 };
        return signAct(
          chain,
          sweden,
          await nextAct(chain, sweden, "Ask", { matter: matterId("asked after the end"), ...fields }),
        );
      },
      "RuleBroken",
    ],
  ];
  for (const [what, forge, ...codes] of forgeries)
    it(`an act ${what} is a fault`, () =>
      onCopy(audited(), async () => {
        await forgeRecord(await forge());
        await expectFaults(...codes);
      }));

  it("an act that a registered wallet does not confirm is a fault", () =>
    onCopy(audited(), async () => {
      const wallet = Wallet.createRandom().address as Hex;
      // A wallet that returns zero for every call.
      await chain.connection.provider.request({ method: "hardhat_setCode", params: [wallet, "0x60206000f3"] });
      await (await chain.consortium.addKey(authorities.sweden.id, wallet, 0, 2 ** 40)).wait();
      const { act } = await suspension();
      await forgeRecord({ act, signature: `0x${wallet.slice(2).toLowerCase()}1234` });
      await expectFaults("WalletDenies");
    }));

  describe("A refusal that the ledger of cooperation did not have to give", () => {
    async function forgeRefusal({ act, signature }: SignedAct, reason: string): Promise<void> {
      const event = chain.cooperation.interface.encodeEventLog("ActRefused", [
        act.matter,
        await actHash(chain, act),
        { act, signature },
        reason,
      ]);
      await forgeLog(chain, place.cooperation, event.topics as string[], event.data);
    }
    const reason = (code: "CooperationLedgerUnknownKind") => chain.cooperation.interface.encodeErrorResult(code, [200]);

    it("the refusal of an act that the rules allow is a fault", () =>
      onCopy(audited(), async () => {
        await forgeRefusal(await suspension(), reason("CooperationLedgerUnknownKind"));
        await expectFaults("RefusalUnfounded");
      }));

    it("the refusal of an act for another reason than the rules have is a fault", () =>
      onCopy(audited(), async () => {
        await forgeRefusal(await suspension({ code: 1 }), reason("CooperationLedgerUnknownKind"));
        await expectFaults("RefusalMisnamed");
      }));
  });

  it("a malformed log of the ledger of cooperation is a fault", () =>
    onCopy(audited(), async () => {
      const { act, signature } = await suspension();
      const event = chain.cooperation.interface.encodeEventLog("ActRefused", [
        act.matter,
        await actHash(chain, act),
        { act, signature },
        "0x",
      ]);
      await forgeLog(chain, place.cooperation, event.topics as string[], `${event.data}${"0".repeat(64)}`);
      await expectFaults("LogMalformed");
    }));

  it("a word of each mapping that the log does not explain is a fault that names its place", async () => {
    const [first] = story.items;
    const [matter, item] = first ?? [ZERO_BYTES32, ZERO_BYTES32];
    const { sweden } = authorities;
    const words = [
      [matterSlots(agreement).head, `head of matter ${agreement}`],
      [matterSlots(agreement).matter, `matter ${agreement}`],
      [matterSlots(agreement).terms, `terms of matter ${agreement}`],
      [matterSlots(matter).basis, `basis of matter ${matter}`],
      [seatSlot(agreement, sweden.id), `seat of participant ${sweden.id} in matter ${agreement}`],
      [itemSlots(matter, item).item, `item ${item} of matter ${matter}`],
      [itemSlots(matter, item).content, `content of item ${item}`],
    ] as const;
    for (const [slot, subject] of words)
      await onCopy(audited(), async () => {
        const params = [place.cooperation, slot, toBeHex(1, 32)];
        await chain.connection.provider.request({ method: "hardhat_setStorageAt", params });
        await passTime(chain, 1);
        const audit = await auditAll();
        await audit.compareState();
        expect(audit.faults.map((fault) => [fault.code, fault.subject])).to.deep.equal([["StorageDiffers", subject]]);
      });
  });

  it("a ledger of cooperation with other code is a fault", () =>
    onCopy(audited(), async () => {
      const { provider } = chain.connection;
      const code = String(await provider.request({ method: "eth_getCode", params: [place.cooperation, "latest"] }));
      await provider.request({ method: "hardhat_setCode", params: [place.cooperation, `${code}00`] });
      await passTime(chain, 1);
      const audit = await auditAll();
      await audit.compareState();
      expect(audit.faults.map((fault) => fault.code)).to.deep.equal(["CodeUnexpected"]);
    }));
});
