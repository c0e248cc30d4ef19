import { expect } from "chai";
import { readWitness } from "../../../src/audit/witness/read-witness.ts";
import { formatCheckpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import type { Hex } from "../../../src/domain/entry.ts";
import { startChain, type TestChain } from "../../support/chain.ts";
import { errorOf } from "../../support/error-of.ts";
import { eventually } from "../../support/eventually.ts";
import { serve } from "../../support/http-server.ts";
import { serveChain, type ServedChain } from "../../support/serve-chain.ts";
import { serveWitness, type ServedWitness } from "../../support/serve-witness.ts";
import { witnessKey } from "../../support/test-witness.ts";

const KEY = witnessKey("customs.example/w1");

describe("readWitness", () => {
  describe("of a busy witness", () => {
    let chain: TestChain, served: ServedChain, witness: ServedWitness;

    before(async () => {
      chain = await startChain();
      served = await serveChain(chain);
      const { chainId } = chain;
      const ledger = (await chain.ledger.getAddress()).toLowerCase() as Hex;
      witness = await serveWitness(served.rpc, ledger, KEY);
      const block = await chain.connection.ethers.provider.getBlock("latest");
      const [height, hash] = [block?.number ?? 0, block?.hash as Hex];
      const body = formatCheckpoint({ chainId, ledger, height, hash });
      await eventually("the witness signs a checkpoint", async () => {
        const asked = { method: "POST", headers: { "content-type": "text/plain" }, body };
        return (await fetch(`${witness.server.url}/cosign`, asked)).status === 200;
      });
    });
    after(async () => {
      await witness.close();
      await served.close();
      await chain.connection.close();
    });

    const statusOf = async (path: string) => {
      const answer = await fetch(witness.server.url + path);
      await answer.text();
      return answer.status;
    };

    it("a reader of a busy witness waits for the time that the witness gives, then reads its answer", async () => {
      await eventually("the witness turns its callers down", async () => (await statusOf("/")) === 429);
      const { key, note } = await readWitness(witness.server.url);
      expect(key).to.deep.equal(KEY.verifier);
      expect(note).to.contain(KEY.verifier.name);
    });
  });

  it("a reader gives up on a witness that stays busy, and states for how long it asked", async () => {
    let asked = 0;
    const busy = await serve((_request, response) => {
      asked += 1;
      response.writeHead(429, { "retry-after": "0" }).end();
    });
    try {
      const { code, facts } = await errorOf(() => readWitness(busy.url, 1_200));
      expect([code, facts["reason"]]).to.deep.equal(["WitnessUnreadable", "HTTP status 429 for 1.2 s"]);
      expect(asked).to.equal(3);
    } finally {
      await busy.close();
    }
  });

  it("a reader of a witness does not repeat a request whose answer would not change", async () => {
    let asked = 0;
    const other = await serve((_request, response) => {
      asked += 1;
      response.writeHead(404).end();
    });
    try {
      expect((await errorOf(() => readWitness(other.url))).facts["reason"]).to.equal("HTTP status 404");
      expect(asked).to.equal(1);
    } finally {
      await other.close();
    }
  });
});
