import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { cosign } from "../../../src/domain/checkpoint/cosignature.ts";
import { formatCheckpoint, parseCheckpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import { judgeCosignatures } from "../../../src/domain/checkpoint/judge-cosignatures.ts";
import { formatNote, formatSignature, parseNote } from "../../../src/domain/checkpoint/signed-note.ts";
import { formatVerifierKey } from "../../../src/domain/checkpoint/verifier-key.ts";
import { parseWitnessPolicy, type WitnessPolicy } from "../../../src/domain/checkpoint/witness-policy.ts";
import type { Bytes32 } from "../../../src/domain/entry.ts";
import type { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import type { AppliedBlocks } from "../../../src/gateway/follow/applied-blocks.ts";
import type { FollowerStatus } from "../../../src/gateway/follow/follower.ts";
import { CosignatureCollector } from "../../../src/gateway/witness/cosignature-collector.ts";
import { CosignedCheckpoints } from "../../../src/gateway/witness/cosigned-checkpoints.ts";
import { DATABASES, type TestDatabase } from "../../support/databases.ts";
import { bodyOf, serve, type TestServer } from "../../support/http-server.ts";
import { renameTable } from "../../support/rename-table.ts";
import { witnessKey } from "../../support/test-witness.ts";
import { eventually } from "../../support/eventually.ts";

const ORIGIN = { chainId: 1, ledger: `0x${"11".repeat(20)}` } as const;
const KEYS = ["customs.example/w1", "trade.example/w1"].map(witnessKey);
const hashOf = (digit: number): Bytes32 => `0x${String(digit).repeat(64)}`;

/** Two HTTP witnesses that cosign every request, both required by the quorum, and a third that is never asked. */
for (const { name, open } of DATABASES) {
  describe(`CosignatureCollector on ${name}`, () => {
    let database: TestDatabase;
    let servers: TestServer[];
    /** By witness: the requested texts, and whether it cosigns. */
    let asked: string[][];
    let willing: boolean[];
    let policy: WitnessPolicy;
    let collector: CosignatureCollector;
    let checkpoints: CosignedCheckpoints;
    let troubles: unknown[];
    let chain: { block: number; hash: Bytes32; state: FollowerStatus["state"] };
    let listeners: Set<(applied: AppliedBlocks) => void>;

    beforeEach(async () => {
      database = await open();
      [asked, willing, troubles] = [[[], []], [true, true], []];
      servers = await Promise.all(
        KEYS.map((key, index) =>
          serve(async (request, response) => {
            const text = await bodyOf(request);
            asked[index]?.push(text);
            if (willing[index] === false) return void response.writeHead(409).end();
            response.end(formatSignature(cosign(text, key, 1_790_000_000)));
          }),
        ),
      );
      const silent = { key: formatVerifierKey(witnessKey("reader.example/w1").verifier) };
      policy = parseWitnessPolicy({
        witnesses: [
          ...KEYS.map(({ verifier }, index) => ({ key: formatVerifierKey(verifier), url: servers[index]?.url ?? "" })),
          silent,
        ],
        groups: [{ name: "both", threshold: 2, members: KEYS.map(({ verifier }) => verifier.name) }],
        quorum: "both",
      });
      chain = { block: 7, hash: hashOf(7), state: "following" };
      listeners = new Set();
      make(policy);
    });
    afterEach(async () => {
      await collector.stop();
      for (const server of servers) await server.close();
      await database.close();
    });

    function make(under: WitnessPolicy | undefined): void {
      checkpoints = new CosignedCheckpoints(database.db, ORIGIN, under);
      const follower = {
        get checkpoint() {
          return { ...chain, timestamp: 0 };
        },
        get status() {
          return { state: chain.state, block: chain.block, chainHead: chain.block, alarm: null };
        },
        onApplied(listener: (applied: AppliedBlocks) => void) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      };
      collector = new CosignatureCollector({ checkpoints, follower, onTrouble: (error) => troubles.push(error) });
    }

    /** Reports that the follower has stored another block. */
    function follow(block: number, hash = hashOf(block)): void {
      Object.assign(chain, { block, hash });
      for (const listener of listeners) {
        listener({ change: "moved", block, toPosition: 0 });
      }
    }

    const textOf = (block: number, hash = hashOf(block)) => formatCheckpoint({ ...ORIGIN, height: block, hash });
    const latest = async () => (await checkpoints.latest()) ?? { hash: undefined, judged: { enough: false } };
    const codes = () => troubles.map((trouble) => (trouble as PortolanError).code);

    async function cosigned(hash: Bytes32): Promise<void> {
      await eventually("enough witnesses cosigned the block", async () => {
        const found = await latest();
        return found.hash === hash && found.judged.enough;
      });
    }

    describe("Cosignatures of followed blocks", () => {
      it("each witness with a URL cosigns each block once", async () => {
        collector.start();
        await cosigned(hashOf(7));
        follow(8);
        await cosigned(hashOf(8));
        expect(asked).to.deep.equal([
          [textOf(7), textOf(8)],
          [textOf(7), textOf(8)],
        ]);
      });

      it("a block that replaced another at its height is cosigned", async () => {
        collector.start();
        await cosigned(hashOf(7));
        follow(7, hashOf(9));
        await cosigned(hashOf(9));
      });

      it("no witness is asked while the gateway is not following", async () => {
        chain.state = "behind";
        collector.start();
        await sleep(50);
        expect(asked.flat()).to.deep.equal([]);
        chain.state = "following";
        await cosigned(hashOf(7));
      });

      it("only a witness that did not cosign is asked again", async () => {
        willing[1] = false;
        collector.start();
        await eventually("a trouble is reported", () => troubles.length > 0);
        willing[1] = true;
        await cosigned(hashOf(7));
        expect(asked.map((texts) => texts.length)).to.deep.equal([1, 2]);
        expect(codes()).to.deep.equal(["WitnessRefused"]);
      });

      it("collected cosignatures are stored once the store answers again", async () => {
        await renameTable(database.db, "single_values", "away");
        collector.start();
        await eventually("a trouble is reported", () => troubles.length > 0);
        await renameTable(database.db, "away", "single_values");
        // A stored block wakes the collector.
        follow(7);
        await cosigned(hashOf(7));
        expect(asked).to.deep.equal([[textOf(7)], [textOf(7)]]);
      });

      it("a collector can stop during requests, without trouble, and start again", async () => {
        for (const server of servers) await server.close();
        const hanging = await serve(() => undefined);
        make({ ...policy, witnesses: policy.witnesses.map((witness) => ({ ...witness, url: hanging.url })) });
        collector.start();
        await collector.stop();
        await hanging.close();
        expect(troubles).to.deep.equal([]);
        expect(listeners.size).to.equal(0);
        servers = [];
        collector.start();
        await eventually("a trouble is reported", () => troubles.length > 0);
        expect(codes()).to.include("WitnessUnreachable");
      });
    });

    describe("Cosignatures of a requested block", () => {
      const demanded = async (block: number) => {
        const found = await collector.cosignaturesOf(block, hashOf(block));
        if (found === undefined) return undefined;
        const note = parseNote(found.note);
        expect(parseCheckpoint(note.text)).to.include({ height: block, hash: hashOf(block) });
        expect(found.keys).to.deep.equal(policy.witnesses.map(({ key }) => formatVerifierKey(key)));
        return judgeCosignatures(note, policy).enough;
      };

      it("a requested block is cosigned at once, and the note is stored", async () => {
        expect(await demanded(5)).to.equal(true);
        expect((await latest()).hash).to.equal(hashOf(5));
      });

      it("a collected note is returned without a request to a witness", async () => {
        expect(await demanded(5)).to.equal(true);
        expect(await demanded(5)).to.equal(true);
        expect(asked).to.deep.equal([[textOf(5)], [textOf(5)]]);
      });

      it("cosignatures below the quorum are returned, also when no witness answers again", async () => {
        willing[1] = false;
        expect(await demanded(5)).to.equal(false);
        willing[0] = false;
        expect(await demanded(5)).to.equal(false);
        expect(codes()).to.include("WitnessRefused");
      });

      it("a note below the quorum does not replace a quorum's note on another block", async () => {
        expect(await demanded(5)).to.equal(true);
        willing[1] = false;
        expect(await demanded(6)).to.equal(false);
        expect((await latest()).hash).to.equal(hashOf(5));
      });

      it("no note is returned without a cosignature, and witnesses that refused are not asked at once again", async () => {
        willing.fill(false);
        expect(await demanded(5)).to.equal(undefined);
        expect(await demanded(5)).to.equal(undefined);
        expect(asked.flat()).to.have.length(2);
      });
    });

    describe("A gateway without a policy", () => {
      beforeEach(() => make(undefined));

      it("no witness is asked without a policy", async () => {
        collector.start();
        expect(listeners.size).to.equal(0);
        expect(await collector.cosignaturesOf(7, hashOf(7))).to.equal(undefined);
        expect(asked.flat()).to.deep.equal([]);
      });

      it("no note is stored without a policy", async () => {
        const signatures = KEYS.map((key) => cosign(textOf(7), key, 1));
        await checkpoints.keep(formatNote({ text: textOf(7), signatures }));
        make(policy);
        expect((await latest()).hash).to.equal(undefined);
      });
    });
  });
}
