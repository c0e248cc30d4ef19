import { expect } from "chai";
import type { Contract } from "ethers";
import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

describe("The user-defined types of the contracts' interfaces", () => {
  let connection: NetworkConnection;
  let harness: Contract;

  before(async () => {
    connection = await hre.network.create("chain");
    harness = await connection.ethers.deployContract("TypesHarness");
  });

  after(() => connection.close());

  const word = (last: number) => `0x${last.toString(16).padStart(64, "0")}`;
  const compared: [name: string, values: readonly [unknown, unknown]][] = [
    ["compareParticipants", [1, 2]],
    ["compareShipments", [word(1), word(2)]],
    ["compareEntries", [word(1), word(2)]],
    ["compareChanges", [word(1), word(2)]],
    ["compareMatters", [word(1), word(2)]],
    ["compareEncryptionKeys", [word(1), word(2)]],
  ];
  for (const [name, [one, two]] of compared) {
    it(`${name} distinguishes equal values from different ones`, async () => {
      const compare = harness.getFunction(name);

      expect(await compare.staticCall(one, one)).to.deep.equal([true, false]);
      expect(await compare.staticCall(one, two)).to.deep.equal([false, true]);
    });
  }
});
