import { expect } from "chai";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { Wallet } from "ethers";
import type { ContractTransactionResponse } from "ethers";
import hre from "hardhat";
import portolan from "../../deploy/modules/portolan.ts";
import { Consortium__factory } from "../../types/factories/Consortium__factory.ts";
import { Governance__factory } from "../../types/factories/Governance__factory.ts";
import { passTime, startChain, type TestChain } from "../support/chain.ts";

const DELAY = 86_400;
const SWEDEN = "0x5345";

async function revertOf(transaction: Promise<ContractTransactionResponse>): Promise<string | undefined> {
  try {
    await (await transaction).wait();
  } catch (error) {
    const { data } = error as { data: string };
    const revert =
      Governance__factory.createInterface().parseError(data) ?? Consortium__factory.createInterface().parseError(data);
    return revert?.name;
  }
  return undefined;
}

type Members = [deployer: HardhatEthersSigner, ...HardhatEthersSigner[]] & Record<1 | 2 | 3 | 4, HardhatEthersSigner>;

describe("Governance", () => {
  let chain: TestChain;
  let governor: HardhatEthersSigner;
  let registrar: HardhatEthersSigner;
  let security: HardhatEthersSigner;
  let guardian: HardhatEthersSigner;

  beforeEach(async () => {
    const connection = await hre.network.create("chain");
    const accounts = await connection.ethers.getSigners();
    [, governor, registrar, security, guardian] = accounts as Members;
    chain = await startChain({
      registrarDelay: DELAY,
      connection,
      governor: governor.address,
      registrar: registrar.address,
      security: security.address,
      guardian: guardian.address,
    });
  });

  afterEach(() => chain.connection.close());

  function enrolment(name = "Norrskär"): string {
    return chain.consortium.interface.encodeFunctionData("enrol", [2, SWEDEN, name]);
  }

  async function schedule(by: HardhatEthersSigner, target: string, data: string): Promise<void> {
    await (await chain.governance.connect(by).schedule(target, data, 0)).wait();
  }

  it("the deployer keeps no role after the deployment", async () => {
    const [deployer] = chain.accounts;
    for (const role of [0n, 1n, 2n, 3n])
      expect((await chain.governance.hasRole(role, deployer ?? "")).isMember).to.be.false;
  });

  it("the deployment grants each role to its account, and the registrars' delay also to the governor", async () => {
    const { governance } = chain;
    const membership = async (role: bigint, account: HardhatEthersSigner) => [
      ...(await governance.hasRole(role, account)),
    ];

    expect(await membership(0n, governor)).to.deep.equal([true, BigInt(DELAY)]);
    expect(await membership(await governance.REGISTRAR_ROLE(), registrar)).to.deep.equal([true, BigInt(DELAY)]);
    expect(await membership(await governance.SECURITY_ROLE(), security)).to.deep.equal([true, 0n]);
    expect(await membership(await governance.GUARDIAN_ROLE(), guardian)).to.deep.equal([true, 0n]);
    expect((await governance.hasRole(await governance.SECURITY_ROLE(), governor)).isMember).to.be.false;
  });

  it("every role is in force from the first block", async () => {
    const { governance } = chain;
    const [log] = await governance.queryFilter(governance.filters.RoleLabel, 0);
    const block = await log?.getBlock();
    for (const [role, account] of [governor, registrar, security, guardian].entries()) {
      const [since, , pendingDelay, effect] = await governance.getAccess(role, account);
      expect([since, pendingDelay, effect]).to.deep.equal([BigInt(block?.timestamp ?? 0), 0n, 0n]);
    }
  });

  it("the roles have the labels REGISTRAR, SECURITY and GUARDIAN", async () => {
    const labels = await chain.governance.queryFilter(chain.governance.filters.RoleLabel, 0);

    expect(labels.map(({ args }) => [...args])).to.deep.equal([
      [1n, "REGISTRAR"],
      [2n, "SECURITY"],
      [3n, "GUARDIAN"],
    ]);
  });

  it("each function of the consortium is open to one role", async () => {
    const target = await chain.consortium.getAddress();
    const registrars = ["enrol", "setRoles", "setJurisdiction", "addKey", "reinstate"] as const;
    const security = ["suspend", "revokeKey"] as const;
    const roleOf = async (name: (typeof registrars)[number] | (typeof security)[number]) =>
      chain.governance.getTargetFunctionRole(target, chain.consortium.interface.getFunction(name).selector);

    for (const name of registrars) expect(await roleOf(name)).to.equal(1n);
    for (const name of security) expect(await roleOf(name)).to.equal(2n);
  });

  it("a registrar enrols a scheduled participant once, after the delay", async () => {
    const consortium = chain.consortium.connect(registrar);
    const target = await chain.consortium.getAddress();
    expect(await revertOf(consortium.enrol(2, SWEDEN, "Norrskär"))).to.equal("AccessManagerNotScheduled");

    await schedule(registrar, target, enrolment());
    expect(await revertOf(consortium.enrol(2, SWEDEN, "Norrskär"))).to.equal("AccessManagerNotReady");
    await passTime(chain, DELAY);
    expect(await revertOf(consortium.enrol(2, SWEDEN, "Another"))).to.equal("AccessManagerNotScheduled");
    expect(await revertOf(consortium.enrol(2, SWEDEN, "Norrskär"))).to.be.undefined;
    expect(await chain.consortium.participantCount()).to.equal(1n);
    expect(await revertOf(consortium.enrol(2, SWEDEN, "Norrskär"))).to.equal("AccessManagerNotScheduled");
  });

  it("only a guardian cancels another account's scheduled enrolment", async () => {
    const target = await chain.consortium.getAddress();
    await schedule(registrar, target, enrolment());
    const [deployer] = chain.accounts;
    const cancelBy = (account: HardhatEthersSigner | undefined) =>
      revertOf(chain.governance.connect(account ?? null).cancel(registrar, target, enrolment()));

    expect(await cancelBy(deployer)).to.equal("AccessManagerUnauthorizedCancel");
    expect(await cancelBy(security)).to.equal("AccessManagerUnauthorizedCancel");
    expect(await cancelBy(guardian)).to.be.undefined;
    await passTime(chain, DELAY);
    expect(await revertOf(chain.consortium.connect(registrar).enrol(2, SWEDEN, "Norrskär"))).to.equal(
      "AccessManagerNotScheduled",
    );
  });

  it("the security role suspends and revokes at once, and may not enrol or reinstate", async () => {
    const key = Wallet.createRandom().address;
    const target = await chain.consortium.getAddress();
    await schedule(registrar, target, enrolment());
    const addKey = chain.consortium.interface.encodeFunctionData("addKey", [1, key, 0, 2 ** 40]);
    await schedule(registrar, target, addKey);
    await passTime(chain, DELAY);
    await (await chain.governance.connect(registrar).execute(target, enrolment())).wait();
    await (await chain.governance.connect(registrar).execute(target, addKey)).wait();
    const consortium = chain.consortium.connect(security);

    expect(await revertOf(consortium.reinstate(1))).to.equal("AccessManagedUnauthorized");
    expect(await revertOf(consortium.enrol(2, SWEDEN, "x"))).to.equal("AccessManagedUnauthorized");
    expect(await revertOf(consortium.suspend(1))).to.be.undefined;
    expect(await revertOf(consortium.revokeKey(key))).to.be.undefined;
    expect(await revertOf(chain.consortium.connect(registrar).suspend(1))).to.equal("AccessManagedUnauthorized");
  });

  it("the governor becomes a registrar only after the delay", async () => {
    const governance = chain.governance.connect(governor);
    expect(await revertOf(governance.grantRole(1, governor, 0))).to.equal("AccessManagerNotScheduled");

    const grant = governance.interface.encodeFunctionData("grantRole", [1, governor.address, 0]);
    await schedule(governor, await governance.getAddress(), grant);
    await passTime(chain, DELAY);
    expect(await revertOf(governance.grantRole(1, governor, 0))).to.be.undefined;
    expect(await revertOf(chain.consortium.connect(governor).enrol(2, SWEDEN, "Norrskär"))).to.be.undefined;
  });

  it("the deployer has every role without delay when no account is named", async () => {
    const plain = await startChain();
    const [deployer] = plain.accounts;
    for (const role of [0n, 1n, 2n, 3n])
      expect([...(await plain.governance.hasRole(role, deployer ?? ""))]).to.deep.equal([true, 0n]);
    await plain.connection.close();
  });

  it("the deployment module returns governance, consortium, both ledgers and the directory, connected to each other", async () => {
    expect(Object.keys(portolan.results)).to.deep.equal([
      "governance",
      "consortium",
      "ledger",
      "directory",
      "cooperation",
    ]);
    expect(await chain.governance.consortium()).to.equal(await chain.consortium.getAddress());
    expect(await chain.ledger.consortium()).to.equal(await chain.consortium.getAddress());
    expect(await chain.consortium.authority()).to.equal(await chain.governance.getAddress());
  });
});
