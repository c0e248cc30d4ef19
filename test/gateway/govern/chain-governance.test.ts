import { expect } from "chai";
import type { Hex } from "../../../src/domain/entry.ts";
import { Directory } from "../../../src/gateway/directory.ts";
import { Follower } from "../../../src/gateway/follow/follower.ts";
import { GovernorAccount } from "../../../src/gateway/govern/governor-account.ts";
import { createGovernance, type Governance, type Measure } from "../../../src/gateway/govern/governance.ts";
import { PrivateKey } from "../../../src/keys/private-key.ts";
import { createEntryHasher } from "../../../src/ledger/entry-hash.ts";
import { passTime, startChain, type TestChain } from "../../support/chain.ts";
import { DATABASES, type TestDatabase } from "../../support/databases.ts";
import { errorOf } from "../../support/error-of.ts";
import { serveChain, type ServedChain } from "../../support/serve-chain.ts";
import { FAUCET } from "../../support/stack.ts";
import { eventually } from "../../support/eventually.ts";

const [SQLITE] = DATABASES;
const DELAY = 3_600;
const TRADER = { name: "New", roles: ["trader"], jurisdiction: "BR" } as const;

/** Governance by real contracts, whose account 0 is registrar and security. */
describe("createGovernance", () => {
  let chain: TestChain;
  let served: ServedChain;
  let database: TestDatabase;
  let follower: Follower;
  let directory: Directory;
  let consortium: Hex;

  async function start(registrarDelay: number): Promise<void> {
    chain = await startChain({ registrarDelay });
    served = await serveChain(chain);
    database = await SQLITE.open();
    directory = new Directory([]);
    consortium = (await chain.consortium.getAddress()).toLowerCase() as Hex;
    const ledger = (await chain.ledger.getAddress()).toLowerCase() as Hex;
    const hashEntry = createEntryHasher({ chainId: chain.chainId, ledger });
    const parts = { db: database.db, rpc: served.rpc, ledger, consortium, hashEntry, directory };
    follower = await Follower.create({ ...parts, onTrouble: () => undefined }, 0);
    follower.start();
    await follower.lead();
    await eventually("the follower follows", () => follower.status.state !== "starting");
  }
  afterEach(async () => {
    await follower.stop();
    await database.close();
    await served.close();
    await chain.connection.close();
  });

  /** @param key The gateway's key for governance, absent when it has no account. */
  function governanceOf(key?: PrivateKey): Governance {
    const governor = key
      ? new GovernorAccount(key.address, served.rpc, chain.chainId, (digest) => key.sign(digest))
      : null;
    return createGovernance({ rpc: served.rpc, consortium, governor, directory, follower });
  }

  const registrar = () => governanceOf(new PrivateKey(Buffer.from(FAUCET.slice(2), "hex")));
  const participantOf = (measure: Measure) => ("participant" in measure ? measure.participant : undefined);
  const codeOf = async (act: () => Promise<unknown>) => (await errorOf(act)).code;

  describe("Measures without a delay", () => {
    beforeEach(() => start(0));

    it("a measure is answered once the directory shows its effect", async () => {
      const { address } = PrivateKey.generate();
      const enrolled = participantOf(await registrar().enrol(TRADER));
      expect(enrolled).to.include({ id: 1, name: "New", jurisdiction: "BR", suspended: false });
      const keyed = participantOf(await registrar().addKey(1, { address, validUntil: 4_000_000_000 }));
      expect(keyed?.keys.map((key) => key.address)).to.deep.equal([address]);
      expect(participantOf(await registrar().suspend(1))?.suspended).to.equal(true);
      expect(directory.get(1)?.suspended).to.equal(true);
    });

    it("a key of another or an unknown participant cannot be revoked", async () => {
      const { address } = PrivateKey.generate();
      await registrar().enrol(TRADER);
      expect(await codeOf(() => registrar().revokeKey(1, address))).to.equal("ConsortiumUnknownKey");
      expect(await codeOf(() => registrar().revokeKey(2, address))).to.equal("ConsortiumUnknownParticipant");
    });

    it("a measure is refused to an account without the role, and at a gateway without an account", async () => {
      const stranger = governanceOf(PrivateKey.generate());
      expect(await codeOf(() => stranger.enrol(TRADER))).to.equal("GovernanceForbidden");
      expect(await codeOf(() => governanceOf().enrol(TRADER))).to.equal("GovernorMissing");
    });

    it("a measure is made after another was refused", async () => {
      const governance = registrar();
      const [refused, made] = await Promise.allSettled([governance.suspend(9), governance.enrol(TRADER)]);
      expect([refused.status, made.status]).to.deep.equal(["rejected", "fulfilled"]);
    });
  });

  describe("Measures with a delay", () => {
    beforeEach(() => start(DELAY));

    it("a delayed measure is scheduled, and executed when it is requested again in time", async () => {
      const scheduled = await registrar().enrol(TRADER);
      expect(scheduled).to.have.property("scheduled");
      expect(directory.all()).to.deep.equal([]);
      await passTime(chain, DELAY);
      expect(participantOf(await registrar().enrol(TRADER))).to.include({ id: 1, name: "New" });
    });
  });
});
