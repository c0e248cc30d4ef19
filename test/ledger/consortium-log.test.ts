import { expect } from "chai";
import type { Hex } from "../../src/domain/entry.ts";
import { roleBits } from "../../src/domain/rules/role.ts";
import { consortiumAdmin } from "../../src/ledger/consortium-admin.ts";
import { bytesOfText, consortiumInterface } from "../../src/ledger/consortium-interface.ts";
import { CONSORTIUM_TOPICS, logToConsortiumEvent } from "../../src/ledger/consortium-log.ts";
import { type ChainLog, positionOf } from "../../src/ledger/chain-log.ts";
import { getLogs } from "../../src/ledger/get-logs.ts";
import { blockTime, startChain, type TestChain } from "../support/chain.ts";
import { errorOf } from "../support/error-of.ts";
import { type ServedChain, serveChain } from "../support/serve-chain.ts";

const KEY = `0x${"ab".repeat(20)}` as const;

describe("The registry of participants", () => {
  let chain: TestChain;
  let served: ServedChain;
  let address: Hex;

  before(async () => {
    chain = await startChain();
    served = await serveChain(chain);
    address = (await chain.consortium.getAddress()).toLowerCase() as Hex;
  });
  after(async () => {
    await served.close();
    await chain.connection.close();
  });

  it("each change by consortiumAdmin is read from its log", async () => {
    const fromBlock = await chain.connection.ethers.provider.getBlockNumber();
    const start = (await blockTime(chain)) + 1000;
    const calls = [
      consortiumAdmin.enrol(["carrier", "customs"], "SE", "Ångfartygs AB"),
      consortiumAdmin.setRoles(1, ["carrier"]),
      consortiumAdmin.setJurisdiction(1, "GB"),
      consortiumAdmin.suspend(1),
      consortiumAdmin.reinstate(1),
      consortiumAdmin.addKey(1, KEY, start, start + 50),
      consortiumAdmin.revokeKey(KEY),
    ];
    for (const data of calls) await (await chain.accounts[0]?.sendTransaction({ to: address, data }))?.wait();
    const toBlock = await chain.connection.ethers.provider.getBlockNumber();
    const logs = await getLogs(served.rpc, { addresses: [address], fromBlock, toBlock, events: CONSORTIUM_TOPICS });
    const events = logs.map(logToConsortiumEvent);

    const positions = logs.map(positionOf);
    const expected = [
      {
        event: "ParticipantEnrolled",
        participant: 1,
        roles: roleBits(["carrier", "customs"]),
        jurisdiction: "SE",
        name: "Ångfartygs AB",
      },
      { event: "ParticipantRolesChanged", participant: 1, roles: roleBits(["carrier"]) },
      { event: "ParticipantJurisdictionChanged", participant: 1, jurisdiction: "GB" },
      { event: "ParticipantSuspended", participant: 1 },
      { event: "ParticipantReinstated", participant: 1 },
      { event: "KeyAdded", participant: 1, key: KEY, validFrom: start, validUntil: start + 50 },
      { event: "KeyRevoked", participant: 1, key: KEY, revokedAt: await blockTime(chain) },
    ];
    expect(events).to.deep.equal(expected.map((event, index) => ({ ...event, position: positions[index] })));
    expect(positions.at(-1)?.blockNumber).to.equal(toBlock);
  });
});

describe("logToConsortiumEvent", () => {
  const { topics, data } = consortiumInterface.encodeEventLog(consortiumInterface.getEvent("KeyAdded"), [
    7,
    KEY,
    100,
    200,
  ]);
  const sound: ChainLog = {
    address: `0x${"5f".repeat(20)}`,
    topics: topics as Hex[],
    data: data as Hex,
    blockNumber: 5,
    blockHash: `0x${"b1".repeat(32)}`,
    transactionHash: `0x${"7a".repeat(32)}`,
    transactionIndex: 1,
    logIndex: 3,
  };

  describe("The name of an enrolled participant", () => {
    const enrolled = (name: Buffer): ChainLog => {
      const event = bytesOfText.getEvent("ParticipantEnrolled");
      if (event === null) throw new Error("The registry has no such event.");
      const jurisdiction = `0x${Buffer.from("NL").toString("hex")}`;
      const encoded = bytesOfText.encodeEventLog(event, [7, 1, jurisdiction, name]);
      const [, ...indexed] = encoded.topics as Hex[];
      const topic = consortiumInterface.getEvent("ParticipantEnrolled").topicHash as Hex;
      return { ...sound, topics: [topic, ...indexed], data: encoded.data as Hex };
    };

    it("a byte that is not UTF-8 becomes the replacement character in a name", () => {
      expect(logToConsortiumEvent(enrolled(Buffer.from([0x41, 0xff, 0x42])))).to.include({ name: "A\ufffdB" });
    });

    it("each control character in a name becomes the replacement character", () => {
      const name = Buffer.from("A\0B\u001b[2JC\r\nD\u009bE");
      expect(logToConsortiumEvent(enrolled(name))).to.include({
        name: "A\ufffdB\ufffd[2JC\ufffd\ufffdD\ufffdE",
      });
    });
  });

  const malformed: [what: string, log: ChainLog][] = [
    ["data that is a word too short", { ...sound, data: sound.data.slice(0, -64) as Hex }],
    ["data that is a word too long", { ...sound, data: `${sound.data}${"0".repeat(64)}` }],
    ["a time that exceeds its type", { ...sound, data: `0x01${sound.data.slice(4)}` }],
    ["a participant number that exceeds its type", { ...sound, topics: sound.topics.with(1, `0x01${"0".repeat(62)}`) }],
    ["a key that exceeds its type", { ...sound, topics: sound.topics.with(2, `0x01${"0".repeat(22)}${KEY.slice(2)}`) }],
    ["too few topics", { ...sound, topics: sound.topics.slice(0, 2) }],
    ["too many topics", { ...sound, topics: [...sound.topics, `0x${"0".repeat(64)}`] }],
    ["no topic", { ...sound, topics: [] }],
    ["an unknown topic", { ...sound, topics: [`0x${"77".repeat(32)}`] }],
  ];
  for (const [what, log] of malformed)
    it(`a log of the registry is refused: ${what}`, async () => {
      const error = await errorOf(() => logToConsortiumEvent(log));
      expect(error.code).to.equal("LogMalformed");
      expect(error.facts).to.include({ blockNumber: 5, logIndex: 3 });
    });
});
