import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import hre from "hardhat";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { JsonRpcServer } from "hardhat/types/network";
import portolan from "../../deploy/modules/portolan.ts";
import config from "../../hardhat.config.ts";

describe("Portolan's deployment over JSON-RPC", () => {
  let server: JsonRpcServer;
  let url: string;
  let folder: string;

  before(async () => {
    server = await hre.network.createServer("chain", "127.0.0.1", 0);
    const { address, port } = await server.listen();
    url = `http://${address}:${port}`;
    folder = await mkdtemp(join(tmpdir(), "portolan-deployment-"));
  });

  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  /** Deploys as a separate process does, with its records in `folder`. */
  async function deploy(): Promise<string[]> {
    const remote = await createHardhatRuntimeEnvironment(
      {
        ...config,
        paths: { ...config.paths, ignition: folder },
        networks: { remote: { type: "http", chainType: "l1", url } },
      },
      {},
      hre.config.paths.root,
    );
    const connection = await remote.network.create("remote");
    const { governance, consortium, ledger, directory } = await connection.ignition.deploy(portolan, {
      deploymentId: "portolan",
      config: { requiredConfirmations: 1, blockPollingInterval: 50 },
    });
    const addresses = await Promise.all(
      [governance, consortium, ledger, directory].map((contract) => contract.getAddress()),
    );
    for (const contract of [ledger, directory])
      expect(await contract.getFunction("consortium").staticCall()).to.equal(addresses[1]);
    await connection.close();
    return addresses;
  }

  it("a second deployment with the same records returns the same addresses", async () => {
    const first = await deploy();

    expect(new Set(first).size).to.equal(4);
    expect(await deploy()).to.deep.equal(first);
  });
});
