import { expect } from "chai";
import { readChainedHeaders } from "../../../src/audit/witness/chained-header.ts";
import { keccak256Hex } from "../../../src/domain/encoding/keccak256.ts";
import { jsonToHeaderRlp } from "../../../src/ledger/header-rlp.ts";
import { JsonRpcClient } from "../../../src/rpc/json-rpc-client.ts";
import { startChain, type TestChain } from "../../support/chain.ts";
import { errorOf } from "../../support/error-of.ts";
import { type HostileNode, type Lie, startHostileNode } from "../../support/hostile-node.ts";
import { type ServedChain, serveChain } from "../../support/serve-chain.ts";

describe("Headers that a witness reads", () => {
  let chain: TestChain;
  let served: ServedChain;
  let node: HostileNode;
  let rpc: JsonRpcClient;

  before(async () => {
    chain = await startChain();
    served = await serveChain(chain);
    node = await startHostileNode(served.url);
    rpc = new JsonRpcClient({ peer: "Chain", url: node.url });
  });
  after(async () => {
    await rpc.close();
    await node.close();
    await served.close();
    await chain.connection.close();
  });

  /** Reads the first blocks from a node that changes the second one. */
  async function readWith(tell: (block: object) => unknown) {
    const lie: Lie = {
      name: "about block 1",
      tell: ({ params }, result) => (params[0] === "0x1" ? tell(result as object) : result),
    };
    node.lie = lie;
    try {
      return await readChainedHeaders(rpc, 0, 2);
    } finally {
      node.lie = undefined;
    }
  }

  it("the headers that a witness reads are each the parent of the next", async () => {
    const headers = await readWith((block) => block);
    expect(headers.map(({ number }) => number)).to.deep.equal([0, 1, 2]);
    expect(headers.map(({ parentHash }) => parentHash).slice(1)).to.deep.equal(
      headers.map(({ hash }) => hash).slice(0, 2),
    );
  });

  const lies: [string, (block: object) => unknown][] = [
    ["missing", () => null],
    ["of another height", (block) => rehashed({ ...block, number: "0x7" })],
    ["not what its hash says", (block) => ({ ...block, gasLimit: "0x1" })],
    ["not the parent of the next", (block) => rehashed({ ...block, gasLimit: "0x1" })],
  ];
  for (const [what, tell] of lies)
    it(`the headers that a witness reads are refused when one is ${what}`, async () => {
      expect((await errorOf(() => readWith(tell))).code).to.equal("ChainAnswerInvalid");
    });

  /** The block with its recomputed hash. */
  function rehashed(block: object): object {
    return { ...block, hash: keccak256Hex(jsonToHeaderRlp(rpc, "eth_getBlockByNumber", block)) };
  }
});
