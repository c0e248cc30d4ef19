import { expect } from "chai";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyEvidence } from "../../../src/audit/evidence/verify-evidence.ts";
import { parseCheckpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import { judgeCosignatures } from "../../../src/domain/checkpoint/judge-cosignatures.ts";
import { parseNote } from "../../../src/domain/checkpoint/signed-note.ts";
import { formatVerifierKey } from "../../../src/domain/checkpoint/verifier-key.ts";
import { parseWitnessPolicy } from "../../../src/domain/checkpoint/witness-policy.ts";
import type { Hex } from "../../../src/domain/entry.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { recoverAddress } from "../../../src/keys/recover-address.ts";
import { JsonRpcClient } from "../../../src/rpc/json-rpc-client.ts";
import { gatewayClient, type GatewayClient } from "../../support/gateway-client.ts";
import { serveWitness, type ServedWitness } from "../../support/serve-witness.ts";
import { startStack, type Stack } from "../../support/stack.ts";
import { startTestGateway } from "../../support/test-gateway.ts";
import { witnessKey } from "../../support/test-witness.ts";
import { eventually } from "../../support/eventually.ts";

/** Witnesses of a customs agency and of a trade body, both required by the quorum, and a third that never runs. */
describe("A gateway with witnesses", () => {
  const KEYS = ["customs.example/w1", "trade.example/w1", "port.example/w1"].map(witnessKey);
  let folder: string;
  let stack: Stack;
  let gateway: Awaited<ReturnType<typeof startTestGateway>>;
  let rpc: JsonRpcClient;
  let served: ServedWitness[];
  let policy: JsonObject;
  let carrier: GatewayClient;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-policy-"));
    stack = await startStack();
    await stack.gateway.stop();
    rpc = new JsonRpcClient({ peer: "Chain", url: stack.node.url });
    const ledger = stack.config.contracts?.ledger as Hex;
    served = await Promise.all(KEYS.slice(0, 2).map((key) => serveWitness(rpc, ledger, key)));
    const urls = [...served.map(({ server }) => server.url), "http://127.0.0.1:9"];
    policy = {
      witnesses: KEYS.map((key, index) => ({ key: formatVerifierKey(key.verifier), url: urls[index] ?? "" })),
      groups: [{ name: "most", threshold: 2, members: KEYS.map(({ verifier }) => verifier.name) }],
      quorum: "most",
    };
    const file = join(folder, "policy.json");
    await writeFile(file, JSON.stringify(policy));
    gateway = await startTestGateway({ ...stack.config, witnessPolicy: file });
    carrier = gatewayClient(gateway.url, stack.participants["carrier"]?.token ?? "");
  });
  after(async () => {
    await gateway.stop();
    for (const each of served) await each.close();
    await rpc.close();
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens a shipment. @returns its id once it is recorded. */
  async function consign(identifier: string): Promise<string> {
    const { body } = await carrier.post(
      "/v1/shipments",
      { identifier, payload: { "portolan:place": "NLRTM" } },
      { prefer: "wait=10" },
    );
    expect(body.sequence).to.equal(1);
    return body.id as string;
  }

  /** The cosigned checkpoint, once it covers the followed block. */
  async function cosigned() {
    return eventually("enough witnesses cosigned the followed block", async () => {
      const { body } = await carrier.get("/v1/checkpoint");
      return body.cosigned?.height === body.followed.height && body.cosigned.enough && body;
    });
  }

  it("a gateway has the followed block cosigned by the quorum, and names the witnesses", async () => {
    await consign("HLBU2080000");
    const { followed, cosigned: checkpoint, origin } = await cosigned();
    expect(checkpoint.hash).to.equal(followed.hash);
    expect(
      checkpoint.witnesses.map(({ cosignedAt }: { cosignedAt: number | null }) => cosignedAt !== null),
    ).to.deep.equal([true, true, false]);
    expect(checkpoint.groups).to.deep.equal([{ name: "most", threshold: 2, satisfied: 2 }]);
    expect(origin).to.equal(`portolan/eip155:31337/${stack.config.contracts?.ledger}`);
  });

  it("the public note verifies under keys from another source", async () => {
    await cosigned();
    const answer = await fetch(`${gateway.url}/v1/checkpoint`, { headers: { accept: "text/plain" } });
    const note = parseNote(await answer.text());
    expect(judgeCosignatures(note, parseWitnessPolicy(policy)).enough).to.equal(true);
    expect(parseCheckpoint(note.text).ledger).to.equal(stack.config.contracts?.ledger);
  });

  it("evidence carries cosignatures of witnesses that its reader chose", async () => {
    const shipment = await consign("CSQU3054383");
    const { body } = await carrier.get(`/v1/shipments/${shipment}/evidence`);
    const witnesses = parseWitnessPolicy(policy);
    const { chainId } = stack.node;
    const ledger = stack.config.contracts?.ledger as Hex;
    const report = verifyEvidence(JSON.stringify(body), { chainId, ledger, witnesses }, recoverAddress);
    expect(report.verdict).to.equal("proved");
    const nobody = parseWitnessPolicy({
      witnesses: [{ key: formatVerifierKey(witnessKey("nobody").verifier) }],
      groups: [],
      quorum: "nobody",
    });
    const unproved = verifyEvidence(JSON.stringify(body), { chainId, ledger, witnesses: nobody }, recoverAddress);
    expect(unproved.verdict).not.to.equal("proved");
  });

  it("a missing witness changes neither the last quorum's note nor the recording of entries", async () => {
    const before = await cosigned();
    await served[1]?.server.close(0);
    await consign("MSKU0000006");
    const { body } = await carrier.get("/v1/checkpoint");
    expect(body.followed.height).to.be.greaterThan(before.followed.height);
    expect(body.cosigned).to.include({ height: before.cosigned.height, enough: true });
  });
});
