import { expect } from "chai";
import type { UnlinkedAct } from "../../../src/domain/cooperation/act.ts";
import type { ActKind } from "../../../src/domain/cooperation/act-kind.ts";
import { toJsonText } from "../../../src/domain/encoding/json-text.ts";
import { type Hex, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import { KINDS } from "../../../src/domain/rules/kind.ts";
import { isAct } from "../../../src/domain/statement.ts";
import { Directory } from "../../../src/gateway/directory.ts";
import { Follower } from "../../../src/gateway/follow/follower.ts";
import { AcceptedSubmissions } from "../../../src/gateway/record/accepted-submissions.ts";
import { EntrySigner } from "../../../src/gateway/record/entry-signer.ts";
import { Pipeline } from "../../../src/gateway/record/pipeline.ts";
import { Relay } from "../../../src/gateway/record/relay.ts";
import { KeyRing } from "../../../src/keys/key-ring.ts";
import { createLocalSigner } from "../../../src/keys/local-signer.ts";
import { PrivateKey } from "../../../src/keys/private-key.ts";
import { createActHasher } from "../../../src/ledger/act-hash.ts";
import { actTypedData } from "../../../src/ledger/act-typed-data.ts";
import { createEntryHasher } from "../../../src/ledger/entry-hash.ts";
import { entryTypedData } from "../../../src/ledger/entry-typed-data.ts";
import { readActSubmission } from "../../../src/store/cooperation/act-submissions.ts";
import { acceptRequests, type AcceptRequest } from "../../../src/store/outbox/accept-requests.ts";
import { readSubmissions } from "../../../src/store/outbox/submissions.ts";
import { actOf } from "../../support/act-of.ts";
import { enrol, shipmentId, startChain, type TestChain, type TestParticipant } from "../../support/chain.ts";
import { agree, matterId, nextAct, signAct } from "../../support/cooperation.ts";
import { DATABASES, type TestDatabase } from "../../support/databases.ts";
import { eventually } from "../../support/eventually.ts";
import { serveChain, type ServedChain } from "../../support/serve-chain.ts";

for (const { name, open } of DATABASES) {
  describe(`Acts in the pipeline on ${name}`, () => {
    let chain: TestChain;
    let served: ServedChain;
    let sweden: TestParticipant;
    let norway: TestParticipant;
    let database: TestDatabase;
    let follower: Follower;
    let pipeline: Pipeline;
    let submissions: AcceptedSubmissions;
    let matters = 0;
    const closing: (() => Promise<void>)[] = [];

    const node = (method: string, ...params: unknown[]) => chain.connection.provider.request({ method, params });
    const newMatter = () => matterId(`in the pipeline on ${name} ${++matters}`);

    before(async () => {
      chain = await startChain();
      served = await serveChain(chain);
      sweden = await enrol(chain, "customs", "carrier");
      norway = await enrol(chain, "customs");
    });
    after(async () => {
      await served.close();
      await chain.connection.close();
    });
    beforeEach(async () => {
      database = await open();
      await make();
    });
    afterEach(async () => {
      await node("evm_setAutomine", true);
      await node("evm_mine");
      for (const close of closing.splice(0).reverse()) await close();
      await database.close();
    });

    async function make(): Promise<void> {
      const { db } = database;
      const { chainId } = chain;
      const addressOf = async (contract: { getAddress(): Promise<string> }) =>
        (await contract.getAddress()).toLowerCase() as Hex;
      const [ledger, consortium, address] = [
        await addressOf(chain.ledger),
        await addressOf(chain.consortium),
        await addressOf(chain.cooperation),
      ];
      const [entries, acts] = [
        { chainId, ledger },
        { chainId, ledger: address },
      ];
      const [hashEntry, hashAct] = [createEntryHasher(entries), createActHasher(acts)];
      const onTrouble = () => undefined;
      const directory = new Directory([]);
      const contracts = { ledger, consortium, cooperation: { address, hashAct } };
      const made = await Follower.create({ db, rpc: served.rpc, ...contracts, hashEntry, directory, onTrouble }, 0);
      const ring = new KeyRing();
      ring.add(createLocalSigner(new PrivateKey(Buffer.from(sweden.wallet.privateKey.slice(2), "hex"))));
      const relayKey = PrivateKey.generate();
      await node("hardhat_setBalance", relayKey.address, "0x8ac7230489e80000");
      const relay = new Relay(relayKey.address, {
        ...{ rpc: served.rpc, chainId, ledger, cooperation: address, inFlight: 4, now: Date.now, onTrouble },
        sign: (digest) => relayKey.sign(digest),
        onReplace: () => Promise.resolve(),
      });
      submissions = new AcceptedSubmissions(db);
      pipeline = new Pipeline({
        ...{ db, submissions, relays: [relay], limits: { batchSize: 10, lingerMs: 0 }, onTrouble },
        hash: (statement) => (isAct(statement) ? hashAct(statement) : hashEntry(statement)),
        signer: new EntrySigner(
          ring,
          directory,
          (statement) => (isAct(statement) ? actTypedData(statement, acts) : entryTypedData(statement, entries)),
          () => made.checkpoint.timestamp,
          onTrouble,
        ),
        onSent: () => made.lookSoon(),
      });
      made.onApplied((applied) => pipeline.onApplied(applied));
      made.start();
      await made.lead();
      follower = made;
      closing.push(() => made.stop());
      await eventually("the follower follows", () => made.status.state === "following");
      await pipeline.start();
      closing.push(() => pipeline.stop());
    }

    async function accept(drafts: AcceptRequest["drafts"]): Promise<readonly number[]> {
      const [outcome] = await acceptRequests(database.db, [{ participant: sweden.id, drafts }]);
      if (typeof outcome !== "object") throw new Error("It was not accepted.");
      submissions.announce();
      return outcome.results as number[];
    }

    function draftOf(kind: ActKind, fields: Partial<UnlinkedAct>): AcceptRequest["drafts"][number] {
      return { act: { entry: actOf(kind, { author: sweden.id, ...fields }), acceptedAtMs: 0 } };
    }

    const anchor = (matter: Hex) => draftOf("Anchor", { matter, code: 1 });

    function consign(): AcceptRequest["drafts"][number] {
      const commitment: Hex = `0x${(++matters).toString(16).padStart(64, "0")}`;
      const entry = {
        ...{ author: sweden.id, shipment: shipmentId(`beside acts on ${name} ${matters}`), kind: KINDS.Consign },
        ...{ counterparty: 0, refersTo: ZERO_BYTES32, occurredAt: 1_767_225_600, commitment },
      };
      const payload = { body: toJsonText({}), seed: commitment, summary: toJsonText({}), countries: [] };
      return { submission: { entry, previous: null, signature: null, acceptedAtMs: 0 }, payload };
    }

    const stateOf = async (id: number) =>
      ((await readActSubmission(database.db, id)) ?? (await readSubmissions(database.db, [id]))[0])?.state;

    async function settled(ids: readonly number[], state = "recorded"): Promise<void> {
      for (const id of ids)
        await eventually(`submission ${id} is ${state}`, async () => {
          follower.lookSoon();
          return (await stateOf(id)) === state;
        });
      await eventually("the pipeline carries nothing", () => pipeline.depth === 0);
    }

    const batches = () => database.db.reader.selectFrom("batches").select(["id", "state"]).orderBy("id").execute();

    it("entries and acts are accepted in one order, and each is recorded in its own ledger", async () => {
      const matter = newMatter();
      const ids = await accept([anchor(matter), consign(), anchor(matter), consign()]);
      expect(ids).to.deep.equal([1, 2, 3, 4]);
      await settled(ids);
      expect(Number((await chain.cooperation.matterOf(matter)).sequence)).to.equal(2);
      expect(await batches()).to.have.length(2);
    });

    it("many entries that wait do not delay an act", async () => {
      await node("evm_setAutomine", false);
      const entries = await accept(Array.from({ length: 60 }, consign));
      const [act] = await accept([anchor(newMatter())]);
      const sent = async () =>
        (await database.db.reader.selectFrom("attempts").select("submission").execute()).map((row) => row.submission);
      await eventually("the act is sent", async () => (await sent()).includes(act ?? 0));
      expect(await sent()).to.have.length.below(60);
      await node("evm_setAutomine", true);
      await node("evm_mine");
      await settled([...entries, act ?? 0]);
    });

    it("an act that another act overtakes is signed again on the new head", async () => {
      const matter = await agree(chain, [sweden, norway], `overtaken on ${name}`);
      const other = await signAct(chain, norway, await nextAct(chain, norway, "Suspend", { matter }));
      await node("evm_setAutomine", false);
      const taken = Number(await node("eth_getBlockTransactionCountByNumber", "pending"));
      // The block takes the better paid transaction first.
      await chain.cooperation.record(other, { maxPriorityFeePerGas: 10n ** 11n, maxFeePerGas: 10n ** 12n });
      const [id = 0] = await accept([draftOf("Suspend", { matter })]);
      await eventually(
        "the node has taken both",
        async () => Number(await node("eth_getBlockTransactionCountByNumber", "pending")) >= taken + 2,
      );
      await node("evm_setAutomine", true);
      await node("evm_mine");
      await settled([id]);
      expect(Number((await chain.cooperation.matterOf(matter)).suspensions)).to.equal(2);
      expect(await batches()).to.have.length(2);
    });

    it("an act that the ledger refuses is settled with the contract's reason", async () => {
      const matter = await agree(chain, [sweden, norway], `refused on ${name}`);
      const [id = 0] = await accept([draftOf("Resume", { matter })]);
      await settled([id], "refused");
      expect((await readActSubmission(database.db, id))?.refusal).to.deep.equal({
        code: "CooperationLedgerUnexpectedState",
        facts: { subject: matter, current: "InForce", expected: ["Suspended"] },
      });
    });

    it("an act that a reorganisation undid is open again, and its batch is sent again byte for byte", async () => {
      const fork = await node("evm_snapshot");
      const matter = newMatter();
      const ids = await accept([anchor(matter), anchor(matter)]);
      await settled(ids);
      await node("evm_revert", fork);
      expect(await chain.cooperation.headOf(matter)).to.equal(ZERO_BYTES32);
      await node("evm_mine");
      await eventually("the acts are on the chain again", async () => {
        follower.lookSoon();
        return Number((await chain.cooperation.matterOf(matter)).sequence) === 2;
      });
      await settled(ids);
      expect(await batches()).to.have.length(1);
    });

    it("a pipeline that starts again sends the acts that were accepted while it stood still", async () => {
      await pipeline.stop();
      const matter = newMatter();
      const ids = await accept([anchor(matter), consign()]);
      expect(await stateOf(ids[0] ?? 0)).to.equal("accepted");
      await pipeline.start();
      await settled(ids);
    });
  });
}
