import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";
import type { Act, SignedAct } from "../../src/domain/cooperation/act.ts";
import type { ActKind } from "../../src/domain/cooperation/act-kind.ts";
import { type Bytes32, type EntryHash, type Hex, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { PortolanError } from "../../src/domain/errors/portolan-error.ts";
import { encodeActBatch } from "../../src/ledger/act-batch.ts";
import { createActHasher } from "../../src/ledger/act-hash.ts";
import { logToActEvent } from "../../src/ledger/act-log.ts";
import { ACT_TYPE, actTypedData } from "../../src/ledger/act-typed-data.ts";
import { actBatchGas, MAX_TRANSACTION_GAS } from "../../src/ledger/batch-gas.ts";
import type { ChainLog } from "../../src/ledger/chain-log.ts";
import { cooperationInterface } from "../../src/ledger/cooperation-interface.ts";
import { checkMalformedActLog } from "../../src/ledger/malformed-act-log.ts";
import { blockTime, enrol, startChain, type TestChain, type TestParticipant } from "../support/chain.ts";
import {
  agree,
  DAY,
  matterId,
  nextAct,
  offerHandover,
  recordAct,
  recordDigest,
  signAct,
} from "../support/cooperation.ts";
import { arbitraryAct, arbitrarySignedAct } from "./arbitrary-act.ts";
import { arbitraryHex } from "./arbitrary-entry.ts";

const DOMAIN = { chainId: 31337, ledger: "0x5fbdb2315678afecb367f032d93f642f64180aa3" } as const;
const POSITION = {
  blockNumber: 5,
  blockHash: `0x${"b1".repeat(32)}`,
  transactionHash: `0x${"7a".repeat(32)}`,
  transactionIndex: 1,
  logIndex: 3,
} as const;

describe("The hash and the encoding of an act", () => {
  it("the digest of an act equals the one that ethers computes from its typed data", () => {
    fc.assert(
      fc.property(arbitraryAct, (act) => {
        const { types, domain, message } = actTypedData(act, DOMAIN);
        const expected = TypedDataEncoder.hash(domain, { Act: [...(types["Act"] ?? [])] }, message);
        expect(createActHasher(DOMAIN)(act)).to.equal(expected);
      }),
    );
  });

  it("ACT_TYPE is the struct type of the specification", () => {
    expect(ACT_TYPE).to.equal(
      "Act(bytes32 matter,bytes32 previous,uint8 kind,uint32 author,uint32 counterparty,bytes32 refersTo,uint40 occurredAt,bytes32 commitment,uint40 until,uint32 period,uint8 code,uint16 codes)",
    );
  });

  it("encodeActBatch and ethers encode any batch of acts to the same bytes", () => {
    fc.assert(
      fc.property(fc.array(arbitrarySignedAct, { maxLength: 8 }), (batch) => {
        const expected = cooperationInterface.encodeFunctionData("recordBatch", [batch]);
        expect(`0x${encodeActBatch(batch).toString("hex")}`).to.equal(expected);
      }),
    );
  });

  for (const [field, value] of [
    ["matter", "0x11"],
    ["until", 2 ** 40],
    ["period", 2 ** 32],
    ["code", 256],
    ["codes", 2 ** 16],
  ] as const)
    it(`an act whose ${field} does not fit its type has no digest`, () => {
      const [act] = fc.sample(arbitraryAct, 1);
      expect(() => createActHasher(DOMAIN)({ ...(act as Act), [field]: value }))
        .to.throw(PortolanError)
        .with.property("code", "EntryFieldInvalid");
    });
});

describe("The logs of the ledger of cooperation", () => {
  it("any ActRecorded that ethers encodes is read", () => {
    fc.assert(
      fc.property(arbitrarySignedAct, arbitraryHex(32), fc.nat(0xffff_ffff), (signed, hash, sequence) => {
        expect(logToActEvent(recordedLog(signed, hash, sequence))).to.deep.equal({
          event: "ActRecorded",
          hash,
          sequence,
          signed,
          position: POSITION,
        });
      }),
    );
  });

  it("any ActRefused that ethers encodes is read", () => {
    fc.assert(
      fc.property(arbitrarySignedAct, arbitraryHex(32), arbitraryHex(0, 170), (signed, hash, reason) => {
        expect(logToActEvent(refusedLog(signed, hash, reason))).to.deep.equal({
          event: "ActRefused",
          hash,
          signed,
          reason,
          position: POSITION,
        });
      }),
    );
  });

  it("a log of acts with a changed digit is refused, or is read as the event that encodes to it", () => {
    const sound = fc
      .tuple(arbitrarySignedAct, arbitraryHex(32), arbitraryHex(0, 70), fc.boolean())
      .map(([signed, hash, reason, refused]) =>
        refused ? refusedLog(signed, hash, reason) : recordedLog(signed, hash, 1),
      );
    fc.assert(
      fc.property(sound, fc.nat(), fc.integer({ min: 0, max: 15 }), (log, place, digit) => {
        const at = 2 + (place % (log.data.length - 2));
        const data = `${log.data.slice(0, at)}${digit.toString(16)}${log.data.slice(at + 1)}` as Hex;
        try {
          const event = logToActEvent({ ...log, data });
          const again =
            event.event === "ActRecorded"
              ? recordedLog(event.signed, event.hash, event.sequence)
              : refusedLog(event.signed, event.hash, event.reason);
          expect({ topics: again.topics, data: again.data }).to.deep.equal({ topics: log.topics, data });
        } catch (error) {
          if (!(error instanceof PortolanError)) throw error;
          expect(error.code).to.equal("LogMalformed");
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("a log with an unknown topic is no event of the ledger of cooperation", () => {
    const [signed] = fc.sample(arbitrarySignedAct, 1);
    const log = recordedLog(signed as SignedAct, ZERO_BYTES32, 1);
    expect(() => logToActEvent({ ...log, topics: [`0x${"77".repeat(32)}`] }))
      .to.throw(PortolanError)
      .with.property("code", "LogMalformed");
  });

  for (const [name, field, bits] of [
    ["kind", 2, 8n],
    ["occurredAt", 6, 40n],
    ["until", 8, 40n],
    ["period", 9, 32n],
    ["code", 10, 8n],
    ["codes", 11, 16n],
  ] as const)
    it(`a log ActMalformed has at least the smallest number that exceeds the field ${name}`, () => {
      expect(() => checkMalformedActLog(malformedLog(field, 1n << bits))).not.to.throw();
      expect(() => checkMalformedActLog(malformedLog(field, (1n << bits) - 1n)))
        .to.throw(PortolanError)
        .with.property("code", "LogMalformed");
    });
});

describe("The deployed ledger of cooperation", () => {
  let chain: TestChain;
  let sweden: TestParticipant;
  let norway: TestParticipant;
  let court: TestParticipant;

  before(async () => {
    chain = await startChain();
    sweden = await enrol(chain, "customs");
    norway = await enrol(chain, "customs");
    court = await enrol(chain, "tribunal");
  });
  after(() => chain.connection.close());

  it("hashOf and createActHasher return the same digest, and the log of a recorded act is read as the act", async () => {
    const ledger = (await chain.cooperation.getAddress()) as Hex;
    const hash = createActHasher({ chainId: chain.chainId, ledger });
    const act = await nextAct(chain, sweden, "Propose", { matter: matterId("read"), period: DAY, code: 3, codes: 7 });
    expect(await chain.cooperation.hashOf(act)).to.equal(hash(act));

    const signed = await signAct(chain, sweden, act);
    const receipt = await (await chain.cooperation.record(signed)).wait();
    const [log] = receipt?.logs ?? [];
    const event = logToActEvent({
      ...POSITION,
      address: ledger,
      topics: (log?.topics ?? []) as Bytes32[],
      data: log?.data as Hex,
    });
    expect(event).to.deep.include({ event: "ActRecorded", hash: hash(act), sequence: 1, signed });
  });

  const cases: readonly (readonly [kind: ActKind, prepare: () => Promise<SignedAct>])[] = [
    ["Propose", () => next(sweden, "Propose", { matter: matterId("gas"), period: DAY, code: 3, codes: 1023 })],
    [
      "Propose",
      async () => {
        const refersTo = await agree(chain, [sweden, norway], "replaced");
        return next(sweden, "Propose", {
          matter: matterId("new version"),
          refersTo,
          period: DAY,
          code: 3,
          codes: 1023,
        });
      },
    ],
    ["Name", () => next(sweden, "Name", { matter: matterId("gas"), counterparty: norway.id, code: 3 })],
    [
      "Ask",
      async () => {
        const refersTo = await agree(chain, [sweden, norway], "asked under");
        return next(sweden, "Ask", {
          matter: matterId("asked"),
          counterparty: norway.id,
          refersTo,
          period: DAY,
          code: 1,
        });
      },
    ],
    ["Receive", () => next(norway, "Receive", { matter: matterId("asked") })],
    ["Accept", () => next(norway, "Accept", { matter: matterId("asked") })],
    ["Close", () => next(sweden, "Close", { matter: matterId("asked"), code: 3 })],
    [
      "Offer",
      async () => {
        const matter = await agree(chain, [sweden, norway], "offered under");
        const until = (await blockTime(chain)) + DAY;
        return next(sweden, "Offer", { matter, counterparty: norway.id, until, code: 1, codes: 3 });
      },
    ],
    [
      "SignCaveats",
      async () => {
        const matter = matterId("offered under");
        const refersTo = await offerHandover(chain, sweden, norway, { matter });
        return next(norway, "SignCaveats", { matter, refersTo, codes: 3 });
      },
    ],
    [
      "Onward",
      async () => {
        const matter = matterId("offered under");
        const commitment = recordDigest("content");
        const refersTo = await offerHandover(chain, sweden, norway, { matter, commitment });
        await recordAct(chain, norway, "SignCaveats", { matter, refersTo, codes: 3 });
        await recordAct(chain, sweden, "Release", { matter, refersTo });
        await recordAct(chain, norway, "Receipt", { matter, refersTo, commitment });
        await recordAct(chain, sweden, "Consent", { matter, refersTo, counterparty: court.id });
        const until = (await blockTime(chain)) + DAY;
        const fields = { matter, refersTo, counterparty: court.id, until, code: 1, codes: 3 };
        return next(norway, "Onward", fields);
      },
    ],
    [
      "Seal",
      async () => {
        const matter = matterId("offered under");
        return next(sweden, "Seal", { matter, until: (await blockTime(chain)) + DAY, code: 1 });
      },
    ],
    ["Anchor", () => next(sweden, "Anchor", { matter: matterId("journal"), code: 1 })],
    [
      "Convene",
      async () => {
        const refersTo = await agree(chain, [sweden, norway], "joint under");
        const until = (await blockTime(chain)) + DAY;
        return next(sweden, "Convene", { matter: matterId("joint"), refersTo, until, code: 1 });
      },
    ],
    ["Invite", () => next(sweden, "Invite", { matter: matterId("joint"), counterparty: norway.id, code: 2 })],
    [
      "Join",
      async () => {
        const commitment = (await chain.cooperation.termsOf(matterId("joint"))) as Hex;
        return next(norway, "Join", { matter: matterId("joint"), commitment });
      },
    ],
    ["Prolong", () => next(sweden, "Prolong", { matter: matterId("joint"), period: DAY })],
    ["Exhibit", () => next(sweden, "Exhibit", { matter: matterId("joint"), code: 9, codes: 63 })],
    [
      "Derive",
      async () => {
        const refersTo = await recordAct(chain, norway, "Exhibit", { matter: matterId("joint"), code: 1 });
        return next(sweden, "Derive", { matter: matterId("joint"), refersTo, codes: 63 });
      },
    ],
    ["Leave", () => next(norway, "Leave", { matter: matterId("joint") })],
  ];

  async function next(by: TestParticipant, kind: ActKind, fields: Parameters<typeof nextAct>[3]): Promise<SignedAct> {
    return signAct(chain, by, await nextAct(chain, by, kind, fields));
  }

  for (const [index, [kind, prepare]] of cases.entries())
    it(`actBatchGas covers the gas of a batch of one ${kind} (case ${index + 1})`, async () => {
      const signed = await prepare();
      const receipt = await (await chain.cooperation.recordBatch([signed])).wait();
      expect((await chain.cooperation.headOf(signed.act.matter)) as EntryHash).to.equal(
        await chain.cooperation.hashOf(signed.act),
      );
      const used = Number(receipt?.gasUsed);
      const bound = actBatchGas([signed], MAX_TRANSACTION_GAS);
      expect(bound, `${used} of ${bound}`).to.be.above((used * 7) / 6 - 10_000);
    });
});

function recordedLog({ act, signature }: SignedAct, hash: Hex, sequence: number): ChainLog {
  const values = [act.matter, hash, act.author, sequence, act, signature];
  return logOf(cooperationInterface.encodeEventLog(cooperationInterface.getEvent("ActRecorded"), values));
}

function refusedLog(signed: SignedAct, hash: Hex, reason: Hex): ChainLog {
  const values = [signed.act.matter, hash, signed, reason];
  return logOf(cooperationInterface.encodeEventLog(cooperationInterface.getEvent("ActRefused"), values));
}

function malformedLog(field: number, value: bigint): ChainLog {
  const reason = cooperationInterface.encodeErrorResult("CooperationLedgerNumberTooWide", [ZERO_BYTES32, field, value]);
  return logOf(
    cooperationInterface.encodeEventLog(cooperationInterface.getEvent("ActMalformed"), [ZERO_BYTES32, 7, reason]),
  );
}

function logOf({ topics, data }: { topics: string[]; data: string }): ChainLog {
  return { ...POSITION, address: `0x${"5f".repeat(20)}`, topics: topics as Hex[], data: data as Hex };
}
