import { expect } from "chai";
import { request } from "node:http";
import { connect } from "node:net";
import { WebSocket } from "ws";
import type { RunningNode } from "../../src/node/start-node.ts";
import { startNode } from "../../src/node/start-node.ts";
import {
  type Answer,
  ask,
  call,
  type Json,
  post,
  RECIPIENT,
  sendAndWait,
  transfer,
  useFolder,
} from "./node-fixture.ts";

describe("The node's JSON-RPC", () => {
  const folder = useFolder();
  let node: RunningNode;
  let receipt: Json;
  before(async () => {
    const silent = { onWarning: () => undefined, onProgress: () => undefined };
    node = await startNode({ host: "127.0.0.1", port: 0, dataDir: folder(), ...silent });
    receipt = await sendAndWait(node.url, await transfer(0));
  });
  after(() => node.close());

  const answerTo = async (body: string): Promise<Json> => (await post(node.url, body)).json();
  const errorOf = async (method: string, ...params: unknown[]): Promise<number | undefined> =>
    (await ask(node.url, method, ...params)).error?.code;
  const statusWith = async (headers: Record<string, string>): Promise<number> => {
    const { port } = new URL(node.url);
    return new Promise((resolve, reject) => {
      const sent = request({ port, host: "127.0.0.1", method: "POST", path: "/", headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on("error", reject);
      sent.end(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId" }));
    });
  };
  const json = { "content-type": "application/json" };

  describe("The answers to wallets and auditors", () => {
    it("chain id, balance, receipts and proof are served", async () => {
      expect(await call(node.url, "eth_chainId")).to.equal("0x7a69");
      expect(await call(node.url, "net_version")).to.equal("31337");
      expect(await call(node.url, "eth_getBalance", RECIPIENT, "latest")).to.equal("0x1");
      expect(await call(node.url, "eth_getBlockReceipts", "latest")).to.deep.equal([receipt]);
      expect(await call(node.url, "eth_getBlockReceipts", receipt.blockHash)).to.deep.equal([receipt]);
      expect(await call(node.url, "eth_getBlockReceipts", "0xffff")).to.equal(null);
      const proof = await call(node.url, "eth_getProof", RECIPIENT, [`0x${"0".repeat(64)}`], "latest");
      expect(proof.accountProof).to.be.an("array").that.is.not.empty;
    });

    it("the node has no keys, and gas is free", async () => {
      expect(await call(node.url, "eth_accounts")).to.deep.equal([]);
      expect(await call(node.url, "eth_gasPrice")).to.equal("0x0");
      expect(await call(node.url, "eth_maxPriorityFeePerGas")).to.equal("0x0");
      const { baseFeePerGas } = await call(node.url, "eth_feeHistory", "0x1", "latest", []);
      expect(baseFeePerGas).to.deep.equal(["0x0", "0x0"]);
    });

    it("a reverted call has code 3 and the returned bytes as data", async () => {
      const revertWith42 = "0x602a60005260206000fd";
      const { error } = await ask(node.url, "eth_call", { data: revertWith42 }, "latest");
      expect(error?.code).to.equal(3);
      expect(error?.data).to.equal(`0x${"2a".padStart(64, "0")}`);
    });

    it("a call has at most the gas of a transaction on the production chain", async () => {
      const returnGasLeft = "0x5a60005260206000f3";
      for (const gas of [undefined, "0x1000001", `0x${"f".repeat(40)}`, "much"]) {
        const left = Number(await call(node.url, "eth_call", { data: returnGasLeft, gas }, "latest"));
        expect(left).to.be.within(16_000_000, 16_777_216);
      }
      const little = Number(await call(node.url, "eth_call", { data: returnGasLeft, gas: "0x186a0" }, "latest"));
      expect(little).to.be.below(100_000);
    });
  });

  describe("Refused requests", () => {
    for (const method of [
      "eth_sendTransaction",
      "eth_sign",
      "eth_signTypedData_v4",
      "eth_pendingTransactions",
      "personal_sign",
      "evm_mine",
      "evm_revert",
      "evm_setNextBlockTimestamp",
      "hardhat_setBalance",
      "hardhat_impersonateAccount",
      "hardhat_reset",
      "debug_traceTransaction",
      "toString",
      "constructor",
    ]) {
      it(`${method} is refused as an unknown method`, async () => {
        expect(await errorOf(method)).to.equal(-32601);
      });
    }

    it("a subscription over HTTP is refused", async () => {
      expect(await errorOf("eth_subscribe", "newHeads")).to.equal(-32601);
    });

    it("a proof of too many keys is refused", async () => {
      const keys = Array.from({ length: 1_025 }, (_, key) => `0x${key.toString(16).padStart(64, "0")}`);
      expect(await errorOf("eth_getProof", RECIPIENT, keys, "latest")).to.equal(-32005);
    });

    it("an unsigned transaction is refused", async () => {
      expect(await errorOf("eth_sendRawTransaction")).to.equal(-32602);
      expect(await errorOf("eth_sendRawTransaction", "0x123")).to.equal(-32602);
      expect(await errorOf("eth_sendRawTransaction", `0x03${"00".repeat(99)}`)).to.equal(-32602);
      expect(await errorOf("eth_sendRawTransaction", `0x02${"00".repeat(99)}`)).to.equal(-32602);
    });

    it("a transaction that was mined before is refused with the chain's error", async () => {
      expect(await errorOf("eth_sendRawTransaction", await transfer(0))).to.equal(-32000);
    });
  });

  describe("Invalid requests", () => {
    const cases: [string, string, number, unknown][] = [
      ["text that is not JSON", "{", -32700, null],
      ["an empty batch", "[]", -32600, null],
      ["a number", "1", -32600, null],
      ["another version", '{"jsonrpc":"1.0","id":5,"method":"eth_chainId"}', -32600, 5],
      ["an id that is an object", '{"jsonrpc":"2.0","id":{},"method":"eth_chainId"}', -32600, null],
      ["a method that is not text", '{"jsonrpc":"2.0","id":5,"method":7}', -32600, 5],
      ["parameters that are text", '{"jsonrpc":"2.0","id":5,"method":"eth_chainId","params":"latest"}', -32602, 5],
      ["parameters by name", '{"jsonrpc":"2.0","id":5,"method":"eth_chainId","params":{}}', -32602, 5],
      [
        "parameters of the wrong form",
        '{"jsonrpc":"2.0","id":"a","method":"eth_getBalance","params":[1]}',
        -32602,
        "a",
      ],
    ];
    for (const [what, body, code, id] of cases) {
      it(`${what} gets the error ${String(code)}`, async () => {
        const answer = (await answerTo(body)) as Answer;
        expect([answer.error?.code, answer.id]).to.deep.equal([code, id]);
      });
    }
  });

  it("null as parameters means none, as for clients that always write the member", async () => {
    expect((await answerTo('{"jsonrpc":"2.0","id":5,"method":"eth_chainId","params":null}')).result).to.equal("0x7a69");
  });

  it("an unknown block, transaction or receipt is null, and state of an unknown block is an error", async () => {
    const unknown = `0x${"11".repeat(32)}`;
    for (const [method, ...params] of [
      ["eth_getBlockByNumber", "0xffff", false],
      ["eth_getBlockByHash", unknown, false],
      ["eth_getTransactionByHash", unknown],
      ["eth_getTransactionReceipt", unknown],
      ["eth_getTransactionByBlockNumberAndIndex", "0x1", "0x9"],
      ["eth_getBlockReceipts", unknown],
    ] as const) {
      expect(await call(node.url, method, ...params), method).to.equal(null);
    }
    const { error } = await ask(node.url, "eth_getBalance", RECIPIENT, "0xffff");
    expect([error?.code, error?.message]).to.satisfy(
      ([code, message]: [number, string]) => code === -32000 && message.startsWith("header not found"),
    );
  });

  describe("A batch of requests", () => {
    it("a batch gets an answer for each request in order, and none for notifications", async () => {
      const answers = await answerTo(
        JSON.stringify([
          { jsonrpc: "2.0", id: 2, method: "eth_chainId" },
          { jsonrpc: "2.0", method: "eth_chainId" },
          7,
          { jsonrpc: "2.0", id: "three", method: "hardhat_mine" },
        ]),
      );
      expect(answers).to.have.length(3);
      expect(answers[0]).to.deep.equal({ jsonrpc: "2.0", id: 2, result: "0x7a69" });
      expect(answers[1].error.code).to.equal(-32600);
      expect([answers[2].id, answers[2].error.code]).to.deep.equal(["three", -32601]);
    });

    it("notifications get no answer, also when they fail", async () => {
      for (const message of ['"method":"eth_chainId"', '"method":"unknown"', '"method":"eth_chainId","params":{}']) {
        const response = await post(node.url, `[{"jsonrpc":"2.0",${message}}]`);
        expect([response.status, await response.text()], message).to.deep.equal([204, ""]);
      }
    });

    it("a batch may have 1,000 requests", async () => {
      const batch = (length: number): string =>
        JSON.stringify(Array.from({ length }, (_, id) => ({ jsonrpc: "2.0", id, method: "net_listening" })));
      expect(await answerTo(batch(1_000))).to.have.length(1_000);
      expect((await answerTo(batch(1_001))).error.code).to.equal(-32005);
    });
  });

  describe("Requests over HTTP", () => {
    it("only POST / with JSON is accepted", async () => {
      expect((await fetch(node.url)).status).to.equal(405);
      expect((await fetch(`${node.url}/other`, { method: "POST" })).status).to.equal(404);
      expect(await statusWith({ "content-type": "text/plain" })).to.equal(415);
      expect(await statusWith({ "content-type": "application/json; charset=utf-8" })).to.equal(200);
    });

    it("a body of more than 16 MiB is refused", async () => {
      const { port } = new URL(node.url);
      const firstLineFor = (head: string, body: Iterable<Buffer>): Promise<string> =>
        new Promise((resolve) => {
          const socket = connect(Number(port), "127.0.0.1");
          // The server ends the connection without reading on, which may reset it.
          socket.on("error", () => undefined);
          socket.once("data", (data) => {
            resolve(data.toString().split("\r\n")[0] ?? "");
            socket.destroy();
          });
          socket.write(`POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n${head}\r\n\r\n`);
          for (const part of body) socket.write(part);
        });
      const mebibyte = Buffer.concat([Buffer.from("100000\r\n"), Buffer.alloc(2 ** 20, " "), Buffer.from("\r\n")]);
      const declared = await firstLineFor(`Content-Length: ${String(16 * 2 ** 20 + 1)}`, []);
      const chunked = await firstLineFor("Transfer-Encoding: chunked", Array<Buffer>(17).fill(mebibyte));
      expect([declared, chunked]).to.deep.equal(Array(2).fill("HTTP/1.1 413 Payload Too Large"));
    });

    it("only loopback names are answered, which prevents DNS rebinding", async () => {
      for (const host of ["127.0.0.1", "localhost:8545", "[::1]:1"]) {
        expect(await statusWith({ ...json, host })).to.equal(200);
      }
      for (const host of ["evil.example", "127.0.0.1.evil.example"]) {
        expect(await statusWith({ ...json, host })).to.equal(403);
      }
    });

    it("a page of another origin cannot read the chain", async () => {
      const origin = "https://evil.example";
      const response = await post(node.url, '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}', { origin });
      expect(response.headers.get("access-control-allow-origin")).to.equal(null);
      const preflight = await fetch(node.url, { method: "OPTIONS", headers: { origin } });
      expect(preflight.status).to.equal(405);
    });
  });

  describe("Requests over WebSocket", () => {
    const opens = (options: { origin?: string; headers?: Record<string, string> }): Promise<boolean> =>
      new Promise((resolve) => {
        const socket = new WebSocket(node.url.replace("http", "ws"), options);
        socket.on("error", () => resolve(false));
        socket.on("open", () => {
          socket.terminate();
          resolve(true);
        });
      });

    it("a WebSocket accepts programs and refuses web pages", async () => {
      expect(await opens({})).to.equal(true);
      expect(await opens({ origin: "https://evil.example" })).to.equal(false);
      expect(await opens({ headers: { host: "evil.example" } })).to.equal(false);
    });

    it("a WebSocket answers in order and limits the subscriptions of its connection", async () => {
      const open = async (): Promise<{ ask(method: string, ...params: unknown[]): Promise<Answer>; end(): void }> => {
        const socket = new WebSocket(node.url.replace("http", "ws"));
        await new Promise((resolve) => socket.once("open", resolve));
        const waiting: ((answer: Answer) => void)[] = [];
        socket.on("message", (data: Buffer) => waiting.shift()?.(JSON.parse(data.toString()) as Answer));
        return {
          ask: (method, ...params) =>
            new Promise((resolve) => {
              waiting.push(resolve);
              socket.send(JSON.stringify({ jsonrpc: "2.0", id: waiting.length, method, params }));
            }),
          end: () => socket.terminate(),
        };
      };
      const [mine, theirs] = [await open(), await open()];
      try {
        const answers = await Promise.all(Array.from({ length: 65 }, () => mine.ask("eth_subscribe", "newHeads")));
        expect(answers.map(({ id }) => id)).to.deep.equal(Array.from({ length: 65 }, (_, index) => index + 1));
        expect(answers[64]?.error?.code).to.equal(-32005);
        const id: unknown = answers[0]?.result;
        expect((await theirs.ask("eth_unsubscribe", id)).result).to.equal(false);
        expect((await mine.ask("eth_unsubscribe", id)).result).to.equal(true);
        expect((await mine.ask("eth_unsubscribe", id)).result).to.equal(false);
        expect((await mine.ask("eth_subscribe", "newPendingTransactions")).error?.code).to.equal(-32602);
      } finally {
        mine.end();
        theirs.end();
      }
    });
  });

  describe("Filters", () => {
    it("a filter returns changes to each client that knows its random id", async () => {
      const id = await call(node.url, "eth_newBlockFilter");
      expect(id).to.match(/^0x[0-9a-f]{32}$/);
      expect(await call(node.url, "eth_getFilterChanges", id)).to.deep.equal([]);
      const { blockHash } = await sendAndWait(node.url, await transfer(1));
      expect(await call(node.url, "eth_getFilterChanges", id)).to.deep.equal([blockHash]);
      expect(await errorOf("eth_getFilterChanges", "0x1")).to.equal(-32602);
      expect(await call(node.url, "eth_uninstallFilter", id)).to.equal(true);
      expect(await errorOf("eth_getFilterChanges", id)).to.equal(-32602);
      expect(await call(node.url, "eth_uninstallFilter", id)).to.equal(false);
    });
  });
});
