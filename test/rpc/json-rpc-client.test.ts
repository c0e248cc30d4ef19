import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import type { IncomingMessage, ServerResponse } from "node:http";
import { expect } from "chai";
import { JsonRpcClient, type JsonRpcOptions } from "../../src/rpc/json-rpc-client.ts";
import { errorOf } from "../support/error-of.ts";
import { eventually } from "../support/eventually.ts";
import { bodyOf, serve, type TestServer } from "../support/http-server.ts";

interface Asked {
  id: number;
  method: string;
  params: unknown[];
}

type Answer = (asked: Asked | Asked[], response: ServerResponse, request: IncomingMessage) => unknown;

describe("JsonRpcClient", () => {
  let server: TestServer;
  let answer: Answer;
  let requests: number;
  const clients: JsonRpcClient[] = [];

  before(async () => {
    server = await serve(async (request, response) => {
      requests += 1;
      const result = await answer(JSON.parse(await bodyOf(request)) as Asked, response, request);
      if (!response.writableEnded) response.end(typeof result === "string" ? result : JSON.stringify(result));
    });
  });
  after(async () => await server.close());
  beforeEach(() => (requests = 0));
  afterEach(async () => {
    await Promise.all(clients.splice(0).map(async (client) => await client.close()));
  });

  const client = (options: Partial<JsonRpcOptions> = {}): JsonRpcClient => {
    const created = new JsonRpcClient({ peer: "Chain", url: server.url, ...options });
    clients.push(created);
    return created;
  };
  const echo = ({ id, method, params }: Asked) => ({ jsonrpc: "2.0", id, result: [method, ...params] });

  describe("A single call", () => {
    it("a call returns its result", async () => {
      answer = (asked) => echo(asked as Asked);
      expect(await client().request("eth_call", [1, "a"])).to.deep.equal(["eth_call", 1, "a"]);
    });

    it("a null result is returned as null", async () => {
      answer = (asked) => ({ jsonrpc: "2.0", id: (asked as Asked).id, result: null });
      expect(await client().request("eth_getBlockByNumber", [])).to.equal(null);
    });

    it("the user and password of a URL are sent and never shown", async () => {
      let authorization: string | undefined;
      answer = (_, response, request) => {
        authorization = request.headers.authorization;
        response.statusCode = 503;
        return "busy";
      };
      const { host } = new URL(server.url);
      const error = await errorOf(() =>
        client({ url: `http://me:s%40fe@${host}` }).request("eth_sendRawTransaction", []),
      );
      expect(authorization).to.equal(`Basic ${Buffer.from("me:s@fe").toString("base64")}`);
      expect(error.code).to.equal("ChainUnreachable");
      expect(JSON.stringify(error) + error.message).not.to.match(/s@fe|s%40fe/);
    });
  });

  describe("A batch of calls", () => {
    it("a batch returns its results in the order of the calls", async () => {
      answer = (asked) => (asked as Asked[]).map(echo).reverse();
      const calls = ["a", "b", "c"].map((name) => ({ method: "eth_call", params: [name] }));
      expect(await client().batch(calls)).to.deep.equal([
        ["eth_call", "a"],
        ["eth_call", "b"],
        ["eth_call", "c"],
      ]);
      expect(requests).to.equal(1);
    });

    it("a long batch is sent in parts", async () => {
      const sizes: number[] = [];
      answer = (asked) => (sizes.push((asked as Asked[]).length), (asked as Asked[]).map(echo));
      const calls = Array.from({ length: 7 }, (_, index) => ({ method: "eth_call", params: [index] }));
      const results = await client({ maxBatch: 3 }).batch(calls);
      expect(sizes).to.deep.equal([3, 3, 1]);
      expect(results.map((result) => (result as unknown[])[1])).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
    });

    it("an empty batch sends nothing", async () => {
      expect(await client().batch([])).to.deep.equal([]);
      expect(requests).to.equal(0);
    });

    it("a batch fails with the error of its failed call", async () => {
      answer = (asked) =>
        (asked as Asked[]).map((call, index) =>
          index === 1 ? { jsonrpc: "2.0", id: call.id, error: { code: -32000, message: "no" } } : echo(call),
        );
      const calls = [1, 2].map((index) => ({ method: `eth_${index}`, params: [] }));
      const error = await errorOf(() => client().batch(calls));
      expect(error.code).to.equal("ChainAnsweredError");
      expect(error.facts).to.include({ method: "eth_2", errorCode: -32000, message: "no" });
    });

    it("a batch fails with the error of an answer that refuses the whole batch", async () => {
      answer = () => ({ jsonrpc: "2.0", id: null, error: { code: -32005, message: "too many" } });
      const error = await errorOf(() => client().batch([{ method: "eth_call", params: [] }]));
      expect(error.facts).to.include({ errorCode: -32005, message: "too many" });
    });
  });

  describe("An error answer", () => {
    const failing = (error: unknown, status = 200): Answer => {
      return (asked, response) => {
        response.statusCode = status;
        return { jsonrpc: "2.0", id: (asked as Asked).id, error };
      };
    };
    const forms: [whose: string, data: unknown][] = [
      ["Besu", "0x08c379a0"],
      ["Hardhat", { message: "reverted", data: "0x08c379a0" }],
    ];
    for (const [whose, data] of forms)
      it(`an error has the data of a revert of ${whose}`, async () => {
        answer = failing({ code: 3, message: "execution reverted", data });
        const error = await errorOf(() => client().request("eth_call", []));
        expect(error.code).to.equal("ChainAnsweredError");
        expect(error.facts).to.deep.equal({
          method: "eth_call",
          errorCode: 3,
          message: "execution reverted",
          data: "0x08c379a0",
        });
        expect(requests).to.equal(1);
      });

    it("the error of a JSON-RPC answer with an HTTP error status is read", async () => {
      answer = failing({ code: -32600, message: "bad" }, 400);
      expect((await errorOf(() => client().request("eth_call", []))).facts).to.include({ errorCode: -32600 });
    });

    it("a long error text is cut", async () => {
      answer = failing({ code: 1, message: "x".repeat(10_000), data: "y".repeat(10_000) });
      const error = await errorOf(() => client().request("eth_call", []));
      expect(error.message.length).to.be.below(6_000);
    });
  });

  describe("An invalid answer", () => {
    const nonsense: [what: string, answer: Answer][] = [
      ["text", () => "hello"],
      ["a number", () => 5],
      ["an array", (asked) => [echo(asked as Asked)]],
      ["another id", (asked) => ({ ...echo(asked as Asked), id: 999_999 })],
      ["its id as text", (asked) => ({ ...echo(asked as Asked), id: String((asked as Asked).id) })],
      ["neither result nor error", (asked) => ({ jsonrpc: "2.0", id: (asked as Asked).id })],
      ["an empty body", () => ""],
    ];
    for (const [what, given] of nonsense)
      it(`an invalid answer is refused: ${what}`, async () => {
        answer = given;
        expect((await errorOf(() => client().request("eth_call", []))).code).to.equal("ChainAnswerInvalid");
      });

    const batches: [what: string, answer: Answer][] = [
      ["a missing answer", (asked) => (asked as Asked[]).slice(1).map(echo)],
      ["a repeated answer", (asked) => [echo((asked as [Asked])[0]), echo((asked as [Asked])[0])]],
      ["an additional answer", (asked) => [...(asked as Asked[]).map(echo), { id: 999_999, result: 1 }]],
      ["a null among the answers", (asked) => [echo((asked as [Asked])[0]), null]],
      ["a single answer", (asked) => echo((asked as [Asked])[0])],
    ];
    for (const [what, given] of batches)
      it(`an answered batch is refused: ${what}`, async () => {
        answer = given;
        const calls = [1, 2].map((index) => ({ method: "eth_call", params: [index] }));
        expect((await errorOf(() => client().batch(calls))).code).to.equal("ChainAnswerInvalid");
      });

    it("an answer beyond the limit is refused and not read further", async () => {
      answer = (_, response) => {
        response.write("x".repeat(2000));
        // The answer never ends: waiting for its rest would fail with a timeout.
        return new Promise(() => undefined);
      };
      const error = await errorOf(() => client({ maxAnswerBytes: 1000, timeoutMs: 60_000 }).request("eth_getLogs", []));
      expect(error.code).to.equal("ChainAnswerTooLarge");
      expect(error.facts).to.include({ limit: 1000 });
    });

    it("the limit of a call applies only to this call", async () => {
      answer = (asked, response) =>
        void response.end(
          JSON.stringify({ jsonrpc: "2.0", id: (asked as { id: number }).id, result: "x".repeat(500) }),
        );
      const rpc = client({ maxAnswerBytes: 1000 });
      const error = await errorOf(() => rpc.request("eth_getLogs", [], 400));
      expect(error.code).to.equal("ChainAnswerTooLarge");
      expect(error.facts).to.include({ limit: 400 });
      expect(await rpc.request("eth_getLogs", [])).to.have.length(500);
    });
  });

  describe("A missing answer", () => {
    it("a call that only reads is repeated", async () => {
      answer = (asked, response) => {
        if (requests < 3) return void response.socket?.destroy();
        return echo(asked as Asked);
      };
      expect(await client().request("eth_getLogs", [1])).to.deep.equal(["eth_getLogs", 1]);
      expect(requests).to.equal(3);
    });

    it("a call fails after several attempts", async () => {
      answer = (_, response) => void response.socket?.destroy();
      expect((await errorOf(() => client().request("eth_getLogs", []))).code).to.equal("ChainUnreachable");
      expect(requests).to.equal(3);
    });

    it("a busy node is not called before its Retry-After", async () => {
      answer = (asked, response) => {
        if (requests > 1) return echo(asked as Asked);
        response.statusCode = 429;
        response.setHeader("retry-after", "3");
        return { error: "too many requests" };
      };
      const rpc = client();
      for (const method of ["eth_getLogs", "eth_call"])
        expect((await errorOf(() => rpc.request(method, []))).code).to.equal("ChainUnreachable");
      expect(requests).to.equal(1);
      const answered = () => rpc.request("eth_getLogs", [1]).catch(() => undefined);
      expect(await eventually("the node is asked again", answered)).to.deep.equal(["eth_getLogs", 1]);
    });

    it("a transaction is sent only once", async () => {
      answer = (_, response) => void response.socket?.destroy();
      expect((await errorOf(() => client().request("eth_sendRawTransaction", []))).code).to.equal("ChainUnreachable");
      expect(requests).to.equal(1);
    });

    it("a batch with a call that writes is sent only once", async () => {
      answer = (_, response) => void response.socket?.destroy();
      const calls = ["eth_call", "eth_sendRawTransaction"].map((method) => ({ method, params: [] }));
      expect((await errorOf(() => client().batch(calls))).code).to.equal("ChainUnreachable");
      expect(requests).to.equal(1);
    });

    it("a missing answer ends with a timeout", async () => {
      answer = () => new Promise(() => undefined);
      const error = await errorOf(() => client({ timeoutMs: 50 }).request("eth_sendRawTransaction", []));
      expect(error.code).to.equal("ChainTimedOut");
      expect(error.facts).to.include({ method: "eth_sendRawTransaction", milliseconds: 50 });
    });

    it("a slow answer ends with a timeout", async () => {
      answer = (_, response) => {
        const timer = setInterval(() => response.write(" "), 10);
        response.on("close", () => clearInterval(timer));
        return new Promise(() => undefined);
      };
      const error = await errorOf(() => client({ timeoutMs: 100 }).request("eth_sendRawTransaction", []));
      expect(error.code).to.equal("ChainTimedOut");
    });

    it("a closed port is reported as unreachable", async () => {
      const unused = createServer().listen(0, "127.0.0.1");
      await new Promise((resolve) => unused.once("listening", resolve));
      const { port } = unused.address() as AddressInfo;
      await new Promise((resolve) => unused.close(resolve));
      const error = await errorOf(() => client({ url: `http://127.0.0.1:${port}` }).request("eth_chainId", []));
      expect(error.code).to.equal("ChainUnreachable");
      expect(error.facts).to.include({ host: `127.0.0.1:${port}` });
    });

    it("closing a client fails its pending calls at once", async () => {
      let arrived: () => void = () => undefined;
      const arrival = new Promise<void>((resolve) => (arrived = resolve));
      answer = () => (arrived(), new Promise(() => undefined));
      const asked = client();
      const failed = errorOf(() => asked.request("eth_getLogs", []));
      await arrival;
      await asked.close();
      expect((await failed).code).to.equal("ChainUnreachable");
      expect(requests).to.equal(1);
    });
  });

  it("the errors of a signer have its codes", async () => {
    answer = () => "hello";
    expect((await errorOf(() => client({ peer: "Signer" }).request("eth_accounts", []))).code).to.equal(
      "SignerAnswerInvalid",
    );
  });
});
