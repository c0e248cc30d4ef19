import { expect } from "chai";
import type { Publication } from "../../../src/domain/directory/directory-event.ts";
import { memberAt } from "../../../src/domain/directory/member-at.ts";
import { blankRecord, type MemberRecord } from "../../../src/domain/directory/member-record.ts";
import { type Bytes32, type Hex, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import { Directory } from "../../../src/gateway/directory.ts";
import { Follower } from "../../../src/gateway/follow/follower.ts";
import { ChangeJudge, type FollowedDirectory } from "../../../src/gateway/follow/judge-changes.ts";
import { changeHash } from "../../../src/ledger/change-typed-data.ts";
import { logToDirectoryEvent } from "../../../src/ledger/directory-log.ts";
import { createEntryHasher } from "../../../src/ledger/entry-hash.ts";
import { getLogs } from "../../../src/ledger/get-logs.ts";
import { requirePinnedDirectory } from "../../../src/start/pinned-directory.ts";
import { readMemberChanges } from "../../../src/store/chain/member-changes.ts";
import { blockTime, enrol, passTime, startChain, type TestChain, type TestParticipant } from "../../support/chain.ts";
import { DATABASES, type TestDatabase } from "../../support/databases.ts";
import { announcementOf, recoveryDigest, recoveryWallet } from "../../support/directory-vectors.ts";
import { errorOf } from "../../support/error-of.ts";
import { eventually } from "../../support/eventually.ts";
import { serveChain, type ServedChain } from "../../support/serve-chain.ts";
import { deployDirectory, signChange, submitChange, type TestDirectory } from "../../support/test-directory.ts";

const DELAY = 600;
const ENDPOINT = "https://carrier.example";

for (const { name, open } of DATABASES) {
  describe(`Followed changes of the directory on ${name}`, () => {
    let chain: TestChain;
    let served: ServedChain;
    let directory: TestDirectory;
    let followed: FollowedDirectory;
    let pinnedChain: { readonly chainId: number; readonly consortium: Hex };
    let carrier: TestParticipant;
    let snapshot: unknown;
    const stops: (() => Promise<void>)[] = [];

    before(async () => {
      chain = await startChain();
      served = await serveChain(chain);
      directory = await deployDirectory(chain, DELAY);
      const { domain } = directory;
      const address = domain.directory.toLowerCase() as Hex;
      followed = { address, hashChange: (change) => changeHash(change, domain) };
      const consortium = (await chain.consortium.getAddress()).toLowerCase() as Hex;
      pinnedChain = { chainId: chain.chainId, consortium };
      carrier = await enrol(chain, "carrier");
    });
    after(async () => {
      await served.close();
      await chain.connection.close();
    });
    beforeEach(async () => {
      snapshot = await chain.connection.provider.request({ method: "evm_snapshot", params: [] });
    });
    afterEach(async () => {
      for (const stop of stops.splice(0).reverse()) await stop();
      await chain.connection.provider.request({ method: "evm_revert", params: [snapshot] });
    });

    async function openStore(): Promise<TestDatabase> {
      const database = await open();
      stops.push(() => database.close());
      return database;
    }

    async function follow(
      { db }: TestDatabase,
      { memberDirectory }: { memberDirectory: FollowedDirectory | undefined } = { memberDirectory: followed },
    ): Promise<Follower> {
      const ledger = (await chain.ledger.getAddress()).toLowerCase() as Hex;
      const { consortium } = pinnedChain;
      const hashEntry = createEntryHasher({ chainId: chain.chainId, ledger });
      const contracts = { ledger, consortium, memberDirectory };
      const parts = { db, rpc: served.rpc, ...contracts, hashEntry, directory: new Directory([]) };
      const follower = await Follower.create({ ...parts, onTrouble: () => undefined }, 0);
      follower.start();
      await follower.lead();
      stops.push(() => follower.stop());
      return follower;
    }

    async function caughtUp(follower: Follower): Promise<void> {
      await eventually("the follower has the last block, or an alarm", async () => {
        const block = await chain.connection.ethers.provider.getBlock("latest");
        follower.lookSoon();
        return follower.checkpoint.hash === block?.hash || follower.status.state === "alarmed";
      });
    }

    async function announce(
      type: "Publication" | "Recovery",
      fields: { endpoint?: string; key?: string; recovery?: string },
    ): Promise<Bytes32> {
      const { head } = await directory.contract.memberOf(carrier.id);
      const { recovery = "", ...rest } = fields;
      const times = rest.key === undefined ? {} : { validUntil: 2 ** 40 };
      const announced = { ...announcementOf({ ...rest, ...times }, 0), recovery: recoveryDigest(recovery) };
      const message: Publication = { participant: carrier.id, previous: head as Bytes32, ...announced };
      const change = { type, message };
      const signer = type === "Publication" ? carrier.wallet : recoveryWallet("R1");
      await (await submitChange(directory, change, signChange(directory, signer, change))).wait();
      return followed.hashChange(change);
    }

    /** A first publication, a pending one that a recovery replaces, and the recovery. */
    async function readStory(): Promise<void> {
      await announce("Publication", { endpoint: ENDPOINT, key: "K1", recovery: "R1" });
      await announce("Publication", { endpoint: "https://thief.example" });
      await announce("Recovery", { endpoint: "https://new.example", key: "K2", recovery: "R2" });
    }

    async function recordOf({ db }: TestDatabase): Promise<MemberRecord> {
      const block = await chain.connection.ethers.provider.getBlockNumber();
      const changes = (await readMemberChanges(db, [carrier.id])).get(carrier.id) ?? [];
      return memberAt(carrier.id, changes, { block, time: await blockTime(chain) });
    }

    it("the followed changes give the contract's record at each block", async () => {
      const database = await openStore();
      const follower = await follow(database);
      await readStory();
      await caughtUp(follower);
      const pending = await recordOf(database);
      expect([pending.endpoint, pending.pending?.recovers]).to.deep.equal([ENDPOINT, true]);

      await passTime(chain, DELAY);
      await caughtUp(follower);
      const record = await recordOf(database);
      expect([record.endpoint, record.pending]).to.deep.equal(["https://new.example", undefined]);
      const valid = await directory.contract.memberOf(carrier.id);
      expect([valid.head, valid.recovery]).to.deep.equal([record.head, record.recovery]);

      const changes = (await readMemberChanges(database.db, [carrier.id])).get(carrier.id) ?? [];
      const first = changes[0]?.block ?? 0;
      const time = changes[0]?.recordedAt ?? 0;
      expect(memberAt(carrier.id, changes, { block: first, time }).keys).to.have.length(1);
      expect(memberAt(carrier.id, changes, { block: first - 1, time })).to.deep.equal(blankRecord(carrier.id));
    });

    it("a follower that starts later, in a few large ranges, stores the same changes", async () => {
      const early = await openStore();
      const follower = await follow(early);
      await readStory();
      await caughtUp(follower);
      const late = await openStore();
      await caughtUp(await follow(late));

      expect(await readMemberChanges(late.db, [carrier.id])).to.deep.equal(
        await readMemberChanges(early.db, [carrier.id]),
      );
    });

    it("a reorganisation undoes the changes of its blocks, and the other chain's changes take their place", async () => {
      const database = await openStore();
      const follower = await follow(database);
      await announce("Publication", { endpoint: ENDPOINT, key: "K1", recovery: "R1" });
      const fork = await chain.connection.provider.request({ method: "evm_snapshot", params: [] });
      await announce("Publication", { endpoint: "https://one.example" });
      await caughtUp(follower);
      expect((await recordOf(database)).pending?.endpoint).to.equal("https://one.example");

      await chain.connection.provider.request({ method: "evm_revert", params: [fork] });
      await passTime(chain, 7);
      await caughtUp(follower);
      expect((await recordOf(database)).pending).to.be.undefined;
      await announce("Publication", { endpoint: "https://two.example" });
      await caughtUp(follower);
      expect((await recordOf(database)).pending?.endpoint).to.equal("https://two.example");
    });

    it("a store that followed the chain without the directory reads its earlier changes when it is set", async () => {
      const database = await openStore();
      const follower = await follow(database, { memberDirectory: undefined });
      await readStory();
      await caughtUp(follower);
      await follower.stop();
      expect(await readMemberChanges(database.db, [carrier.id])).to.be.empty;

      const pinned = await requirePinnedDirectory(served.rpc, pinnedChain, followed.address, database.db);
      expect(pinned?.address).to.equal(followed.address);
      const reference = await openStore();
      await caughtUp(await follow(reference));
      expect(await readMemberChanges(database.db, [carrier.id])).to.deep.equal(
        await readMemberChanges(reference.db, [carrier.id]),
      );
    });

    it("a store that follows a directory refuses another one, and a start without one", async () => {
      const { db } = await openStore();
      await requirePinnedDirectory(served.rpc, pinnedChain, followed.address, db);
      const other = (await deployDirectory(chain, 0)).domain.directory.toLowerCase() as Hex;

      for (const address of [other, undefined])
        expect((await errorOf(() => requirePinnedDirectory(served.rpc, pinnedChain, address, db))).code).to.equal(
          "ChainChanged",
        );
    });

    it("a directory of another consortium is refused", async () => {
      const { db } = await openStore();
      const other = { ...pinnedChain, consortium: followed.address };

      const { code, facts } = await errorOf(() => requirePinnedDirectory(served.rpc, other, followed.address, db));
      expect([code, facts["what"], facts["found"]]).to.deep.equal([
        "ChainChanged",
        "directory's Consortium",
        pinnedChain.consortium,
      ]);
    });

    it("an address without a contract is refused as a directory", async () => {
      const { db } = await openStore();
      const nowhere = `0x${"d1".repeat(20)}` as const;

      expect((await errorOf(() => requirePinnedDirectory(served.rpc, pinnedChain, nowhere, db))).code).to.equal(
        "ChainChanged",
      );
    });

    for (const [what, alter] of [
      ["another endpoint", { endpoint: "https://other.example" }],
      ["another previous change", { previous: `0x${"77".repeat(32)}` }],
      ["another participant", { participant: 4_000 }],
    ] as const) {
      it(`a log of a publication with ${what} is refused as impossible`, async () => {
        await announce("Publication", { endpoint: ENDPOINT, key: "K1", recovery: "R1" });
        const toBlock = await chain.connection.ethers.provider.getBlockNumber();
        const [log] = await getLogs(served.rpc, { addresses: [followed.address], fromBlock: 0, toBlock });
        const event = log && logToDirectoryEvent(log);
        if (event === undefined || !("publication" in event)) throw new Error("There is no publication.");
        const placement = { position: 0, block: toBlock, recordedAt: event.effectiveAt, transactionHash: ZERO_BYTES32 };
        const judge = () => new ChangeJudge(new Map(), followed.hashChange);

        judge().take(event, placement);
        const forged = { ...event, publication: { ...event.publication, ...alter } };
        expect(() => judge().take(forged, placement))
          .to.throw(PortolanError)
          .with.property("code", "DirectoryRuleBroken");
        const repeated = judge();
        repeated.take(event, placement);
        expect(() => repeated.take(event, placement)).to.throw(PortolanError);
      });
    }
  });
}
