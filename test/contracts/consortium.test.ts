import { expect } from "chai";
import { Wallet, ZeroAddress } from "ethers";
import type { ContractTransactionResponse } from "ethers";
import { ROLES } from "../../src/domain/rules/role.ts";
import { Consortium__factory } from "../../types/factories/Consortium__factory.ts";
import { blockTime, enrol, passTime, startChain, type TestChain } from "../support/chain.ts";

const SWEDEN = "0x5345";
const YEAR = 365 * 86_400;
const NOBODY = "0x0000000000000000000000000000000000000000";

/** The name of the error that a transaction reverts with, and its arguments. */
async function revertOf(transaction: Promise<ContractTransactionResponse>): Promise<unknown[]> {
  try {
    await (await transaction).wait();
  } catch (error) {
    const { data } = error as { data: string };
    const revert = Consortium__factory.createInterface().parseError(data);
    if (revert) return [revert.name, ...revert.args];
    throw error;
  }
  throw new Error("The transaction was not reverted.");
}

describe("Consortium", () => {
  let chain: TestChain;

  before(async () => {
    chain = await startChain();
  });

  after(() => chain.connection.close());

  /** Sets the time of the next block, in seconds since 1970. */
  async function nextBlockAt(time: number): Promise<void> {
    await chain.connection.provider.request({ method: "evm_setNextBlockTimestamp", params: [time] });
  }

  function freshKey(): string {
    return Wallet.createRandom().address;
  }

  describe("enrolment", () => {
    it("an enrolment assigns the next number and stores roles and jurisdiction", async () => {
      const before = await chain.consortium.participantCount();
      const receipt = await (await chain.consortium.enrol(ROLES.carrier | ROLES.terminal, SWEDEN, "Norrskär")).wait();
      const [log] = receipt?.logs ?? [];
      const event = log && chain.consortium.interface.parseLog(log);

      const number = before + 1n;
      expect(event?.args.toObject()).to.deep.equal({
        participant: number,
        roles: 10n,
        jurisdiction: SWEDEN,
        name: "Norrskär",
      });
      expect([...(await chain.consortium.participantOf(number))]).to.deep.equal([10n, SWEDEN, false]);
      expect(await chain.consortium.participantCount()).to.equal(number);
    });

    it("an enrolment without roles or with unknown roles is refused", async () => {
      for (const roles of [0, 1 << 7, 0xffff])
        expect(await revertOf(chain.consortium.enrol(roles, SWEDEN, "x"))).to.deep.equal([
          "ConsortiumInvalidRoles",
          BigInt(roles),
        ]);
      for (const roles of Object.values(ROLES))
        expect(Number(await chain.consortium.enrol.staticCall(roles, SWEDEN, "x"))).to.be.above(0);
    });

    it("a jurisdiction that is not two upper-case letters is refused", async () => {
      for (const jurisdiction of ["0x0000", "0x7365", "0x5331", "0x4053", "0x5b53", "0x5340", "0x535b"])
        expect(await revertOf(chain.consortium.enrol(1, jurisdiction, "x"))).to.deep.equal([
          "ConsortiumInvalidJurisdiction",
          jurisdiction,
        ]);
      for (const jurisdiction of ["0x415a", "0x5a41"])
        expect(Number(await chain.consortium.enrol.staticCall(1, jurisdiction, "x"))).to.be.above(0);
    });

    it("a participant's name has 1 to 200 bytes, whatever its number of letters", async () => {
      expect(await revertOf(chain.consortium.enrol(1, SWEDEN, ""))).to.deep.equal(["ConsortiumInvalidName", 0n]);
      expect(await revertOf(chain.consortium.enrol(1, SWEDEN, "å".repeat(101)))).to.deep.equal([
        "ConsortiumInvalidName",
        202n,
      ]);
      expect(await revertOf(chain.consortium.enrol(1, SWEDEN, "x".repeat(201)))).to.deep.equal([
        "ConsortiumInvalidName",
        201n,
      ]);
      await (await chain.consortium.enrol(1, SWEDEN, "å".repeat(100))).wait();
    });
  });

  describe("roles and suspension", () => {
    it("setRoles replaces the roles of a participant", async () => {
      const { id } = await enrol(chain, "carrier");
      await (await chain.consortium.setRoles(id, ROLES.customs)).wait();

      expect(await chain.consortium.activeRolesOf(id)).to.equal(BigInt(ROLES.customs));
      expect(await revertOf(chain.consortium.setRoles(id, 0))).to.deep.equal(["ConsortiumInvalidRoles", 0n]);
    });

    it("setJurisdiction replaces the jurisdiction of a participant", async () => {
      const { id } = await enrol(chain, "customs");
      const netherlands = "0x4e4c";
      await (await chain.consortium.setJurisdiction(id, netherlands)).wait();

      const [roles, jurisdiction] = await chain.consortium.participantOf(id);
      expect([roles, jurisdiction]).to.deep.equal([BigInt(ROLES.customs), netherlands]);
      expect(await revertOf(chain.consortium.setJurisdiction(id, "0x6e4c"))).to.deep.equal([
        "ConsortiumInvalidJurisdiction",
        "0x6e4c",
      ]);
    });

    it("a suspended participant has no active roles until it is reinstated", async () => {
      const { id } = await enrol(chain, "carrier");
      await (await chain.consortium.suspend(id)).wait();
      expect(await chain.consortium.activeRolesOf(id)).to.equal(0n);
      expect(await revertOf(chain.consortium.suspend(id))).to.deep.equal([
        "ConsortiumUnexpectedSuspension",
        BigInt(id),
        true,
      ]);

      await (await chain.consortium.reinstate(id)).wait();
      expect(await chain.consortium.activeRolesOf(id)).to.equal(BigInt(ROLES.carrier));
      expect(await revertOf(chain.consortium.reinstate(id))).to.deep.equal([
        "ConsortiumUnexpectedSuspension",
        BigInt(id),
        false,
      ]);
    });

    it("a change of roles keeps a suspension, and a reinstatement keeps the roles", async () => {
      const { id } = await enrol(chain, "carrier");
      await (await chain.consortium.suspend(id)).wait();
      await (await chain.consortium.setRoles(id, ROLES.trader)).wait();
      expect(await chain.consortium.activeRolesOf(id)).to.equal(0n);
      expect([...(await chain.consortium.participantOf(id))]).to.deep.equal([BigInt(ROLES.trader), SWEDEN, true]);

      await (await chain.consortium.reinstate(id)).wait();
      expect(await chain.consortium.activeRolesOf(id)).to.equal(BigInt(ROLES.trader));
    });

    it("an unassigned number is refused as an unknown participant", async () => {
      const unknown = ["ConsortiumUnknownParticipant", 4_000_000n];
      const { consortium } = chain;

      expect(await revertOf(consortium.setRoles(4_000_000, 1))).to.deep.equal(unknown);
      expect(await revertOf(consortium.setJurisdiction(4_000_000, SWEDEN))).to.deep.equal(unknown);
      expect(await revertOf(consortium.suspend(4_000_000))).to.deep.equal(unknown);
      expect(await revertOf(consortium.reinstate(4_000_000))).to.deep.equal(unknown);
      expect(await revertOf(consortium.addKey(4_000_000, freshKey(), 0, 2 ** 40))).to.deep.equal(unknown);
      expect(await consortium.activeRolesOf(4_000_000)).to.equal(0n);
      expect(await consortium.activeRolesOf(0)).to.equal(0n);
    });
  });

  describe("keys", () => {
    it("a key is authorised from the start of its interval until before its end", async () => {
      const { id } = await enrol(chain, "carrier");
      const key = freshKey();
      const from = (await blockTime(chain)) + 1_000;
      await (await chain.consortium.addKey(id, key, from, from + 1_000)).wait();
      const standing = async () => (await chain.consortium.standingOf(id, key, { blockTag: "latest" })).authorised;

      expect(await standing()).to.be.false;
      await passTime(chain, from - (await blockTime(chain)));
      expect(await standing()).to.be.true;
      await passTime(chain, 999);
      expect(await standing()).to.be.true;
      await passTime(chain, 1);
      expect(await standing()).to.be.false;
    });

    it("a key is authorised only for its participant", async () => {
      const owner = await enrol(chain, "carrier");
      const other = await enrol(chain, "customs");

      const { authorised, roles } = await chain.consortium.standingOf(other.id, owner.wallet.address);
      expect([authorised, roles]).to.deep.equal([false, BigInt(ROLES.customs)]);
      expect((await chain.consortium.standingOf(0, NOBODY)).authorised).to.be.false;
    });

    it("the address 0, to which a malformed signature may recover, is refused as a key", async () => {
      const { id } = await enrol(chain, "carrier");

      expect(await revertOf(chain.consortium.addKey(id, ZeroAddress, 0, 2 ** 40))).to.deep.equal([
        "ConsortiumInvalidKey",
        ZeroAddress,
      ]);
    });

    it("a revoked key cannot be registered again", async () => {
      const owner = await enrol(chain, "carrier");
      const other = await enrol(chain, "carrier");
      await (await chain.consortium.revokeKey(owner.wallet.address)).wait();

      for (const { id } of [owner, other])
        expect(await revertOf(chain.consortium.addKey(id, owner.wallet.address, 0, 2 ** 40))).to.deep.equal([
          "ConsortiumKeyTaken",
          owner.wallet.address,
          BigInt(owner.id),
        ]);
    });

    it("an interval that is empty or starts before the block is refused", async () => {
      const { id } = await enrol(chain, "carrier");
      const added = async (now: number, from: number, until: number) => {
        await nextBlockAt(now);
        return revertOf(chain.consortium.addKey(id, freshKey(), from, until));
      };
      const start = await blockTime(chain);

      for (const [after, from, until] of [
        [10, start + 9, start + YEAR],
        [20, start + 5_000, start + 5_000],
        [30, start + 5_000, start + 4_000],
      ] as const)
        expect(await added(start + after, from, until)).to.deep.equal([
          "ConsortiumInvalidInterval",
          BigInt(from),
          BigInt(until),
          BigInt(start + after),
        ]);
      expect(await added(start + 40, 0, start + 40)).to.deep.equal([
        "ConsortiumInvalidInterval",
        BigInt(start + 40),
        BigInt(start + 40),
        BigInt(start + 40),
      ]);
    });

    it("a key may be valid from the block that registers it, for one second", async () => {
      const { id } = await enrol(chain, "carrier");
      const now = (await blockTime(chain)) + 10;
      for (const from of [0, now]) {
        const key = freshKey();
        await nextBlockAt(now);
        await (await chain.consortium.addKey(id, key, from, now + 1)).wait();

        expect([...(await chain.consortium.keyOf(key))]).to.deep.equal([BigInt(id), BigInt(now), BigInt(now + 1)]);
        expect((await chain.consortium.standingOf(id, key)).authorised).to.be.true;
      }
    });

    it("a key whose interval has ended cannot be revoked", async () => {
      const { id } = await enrol(chain, "carrier");
      const key = freshKey();
      const until = (await blockTime(chain)) + 100;
      await (await chain.consortium.addKey(id, key, 0, until)).wait();

      await nextBlockAt(until);
      expect(await revertOf(chain.consortium.revokeKey(key))).to.deep.equal([
        "ConsortiumKeyAlreadyEnded",
        key,
        BigInt(until),
      ]);
    });

    it("a revocation ends a key with its block, and cannot be repeated", async () => {
      const { id, wallet } = await enrol(chain, "carrier");
      expect((await chain.consortium.standingOf(id, wallet.address)).authorised).to.be.true;
      await (await chain.consortium.revokeKey(wallet.address)).wait();

      const { participant, validUntil } = await chain.consortium.keyOf(wallet.address);
      expect([participant, validUntil]).to.deep.equal([BigInt(id), BigInt(await blockTime(chain))]);
      expect((await chain.consortium.standingOf(id, wallet.address)).authorised).to.be.false;
      expect(await revertOf(chain.consortium.revokeKey(wallet.address))).to.deep.equal([
        "ConsortiumKeyAlreadyEnded",
        wallet.address,
        validUntil,
      ]);
    });

    it("a key can be revoked before it becomes valid", async () => {
      const { id } = await enrol(chain, "carrier");
      const key = freshKey();
      const from = (await blockTime(chain)) + 100;
      await (await chain.consortium.addKey(id, key, from, from + YEAR)).wait();
      await (await chain.consortium.revokeKey(key)).wait();
      await passTime(chain, 200);

      expect((await chain.consortium.standingOf(id, key)).authorised).to.be.false;
    });

    it("an unregistered key cannot be revoked", async () => {
      const key = freshKey();

      expect(await revertOf(chain.consortium.revokeKey(key))).to.deep.equal(["ConsortiumUnknownKey", key]);
    });
  });

  it("every change of the registry emits an event with its values", async () => {
    const { id } = await enrol(chain, "carrier");
    const { consortium } = chain;
    const key = freshKey();
    const from = (await blockTime(chain)) + 1_000;
    const told = async (transaction: Promise<ContractTransactionResponse>) => {
      const receipt = await (await transaction).wait();
      return (receipt?.logs ?? []).flatMap((log) => {
        const event = consortium.interface.parseLog(log);
        return event === null ? [] : [[event.name, ...event.args]];
      });
    };
    const participant = BigInt(id);

    expect(await told(consortium.setRoles(id, ROLES.trader))).to.deep.equal([
      ["ParticipantRolesChanged", participant, BigInt(ROLES.trader)],
    ]);
    expect(await told(consortium.setJurisdiction(id, SWEDEN))).to.deep.equal([
      ["ParticipantJurisdictionChanged", participant, SWEDEN],
    ]);
    expect(await told(consortium.suspend(id))).to.deep.equal([["ParticipantSuspended", participant]]);
    expect(await told(consortium.reinstate(id))).to.deep.equal([["ParticipantReinstated", participant]]);
    expect(await told(consortium.addKey(id, key, from, from + 1))).to.deep.equal([
      ["KeyAdded", participant, key, BigInt(from), BigInt(from + 1)],
    ]);
    expect(await told(consortium.revokeKey(key))).to.deep.equal([
      ["KeyRevoked", participant, key, BigInt(await blockTime(chain))],
    ]);
  });

  it("an account without a role cannot change the registry", async () => {
    const { id, wallet } = await enrol(chain, "carrier");
    const [, stranger] = chain.accounts;
    const consortium = chain.consortium.connect(stranger ?? null);
    const refused = ["AccessManagedUnauthorized", await stranger?.getAddress()];

    expect(await revertOf(consortium.enrol(1, SWEDEN, "x"))).to.deep.equal(refused);
    expect(await revertOf(consortium.setRoles(id, 1))).to.deep.equal(refused);
    expect(await revertOf(consortium.setJurisdiction(id, SWEDEN))).to.deep.equal(refused);
    expect(await revertOf(consortium.suspend(id))).to.deep.equal(refused);
    expect(await revertOf(consortium.reinstate(id))).to.deep.equal(refused);
    expect(await revertOf(consortium.addKey(id, freshKey(), 0, 2 ** 40))).to.deep.equal(refused);
    expect(await revertOf(consortium.revokeKey(wallet.address))).to.deep.equal(refused);
  });
});
