import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import hre from "hardhat";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { JsonRpcServer } from "hardhat/types/network";
import portolan from "../../deploy/modules/portolan.ts";
import config from "../../hardhat.config.ts";

/** The deployment module before it had a directory of members. */
const withoutDirectory = buildModule("Portolan", (m) => {
  const unnamed = `0x${"0".repeat(40)}`;
  const governance = m.contract("Governance", [
    m.getParameter("governor", m.getAccount(0)),
    m.getParameter("registrar", unnamed),
    m.getParameter("security", unnamed),
    m.getParameter("guardian", unnamed),
    m.getParameter("registrarDelay", 0),
  ]);
  const consortium = m.contractAt("Consortium", m.staticCall(governance, "consortium"));
  return { governance, consortium, ledger: m.contract("ShipmentLedger", [consortium]) };
});

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
  async function deploy(module: typeof portolan | typeof withoutDirectory, records = folder): Promise<string[]> {
    const remote = await createHardhatRuntimeEnvironment(
      {
        ...config,
        paths: { ...config.paths, ignition: records },
        networks: { remote: { type: "http", chainType: "l1", url } },
      },
      {},
      hre.config.paths.root,
    );
    const connection = await remote.network.create("remote");
    const deployed = await connection.ignition.deploy(module, {
      deploymentId: "portolan",
      config: { requiredConfirmations: 1, blockPollingInterval: 50 },
    });
    const contracts = Object.values(deployed);
    const addresses = await Promise.all(contracts.map((contract) => contract.getAddress()));
    for (const contract of contracts.slice(2))
      expect(await contract.getFunction("consortium").staticCall()).to.equal(addresses[1]);
    await connection.close();
    return addresses;
  }

  it("a deployment without a directory and a ledger of cooperation gains them, and keeps its other addresses", async () => {
    const records = await mkdtemp(join(tmpdir(), "portolan-earlier-deployment-"));
    const [governance, consortium, ledger] = await deploy(withoutDirectory, records);
    const [, , , directory, cooperation, ...others] = await deploy(portolan, records);
    expect((await deploy(portolan, records)).slice(0, 3)).to.deep.equal([governance, consortium, ledger]);
    await rm(records, { recursive: true });

    expect([directory?.length, cooperation?.length, others]).to.deep.equal([42, 42, []]);
  });

  it("a second deployment with the same records returns the same addresses", async () => {
    const first = await deploy(portolan);

    expect(new Set(first).size).to.equal(5);
    expect(await deploy(portolan)).to.deep.equal(first);
  });
});
