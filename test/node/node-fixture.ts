import { Wallet } from "ethers";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningNode, startNode } from "../../src/node/start-node.ts";

/** Account 0 of every Hardhat network, funded at genesis. */
export const FAUCET = new Wallet("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
export const RECIPIENT = "0x00000000000000000000000000000000000a11ce";

/** An empty folder for the tests of one `describe`, removed after them. */
export function useFolder(): () => string {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "portolan-node-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

/** Starts nodes that are all closed after the test, and collects their warnings. */
export function useNodes(): { start(folder: string, port?: number): Promise<RunningNode>; warnings: string[] } {
  const running: RunningNode[] = [];
  const warnings: string[] = [];
  afterEach(async () => {
    warnings.length = 0;
    for (const node of running.splice(0)) await node.close();
  });
  return {
    warnings,
    start: async (folder, port = 0) => {
      const node = await startNode({
        host: "127.0.0.1",
        port,
        dataDir: folder,
        onWarning: (text) => warnings.push(text),
        onProgress: () => undefined,
      });
      running.push(node);
      return node;
    },
  };
}

/** An answer of a chain. A test knows its type, and fails when the answer has another one. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
export type Json = any;

/** A JSON-RPC answer. */
export interface Answer {
  readonly id: unknown;
  readonly result?: Json;
  readonly error?: { code: number; message: string; data?: unknown };
}

export async function post(url: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
}

/** Sends one request and returns the whole answer. */
export async function ask(url: string, method: string, ...params: unknown[]): Promise<Answer> {
  const response = await post(url, JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
  return (await response.json()) as Answer;
}

/** Sends one request and returns its result. Throws for an error. */
export async function call(url: string, method: string, ...params: unknown[]): Promise<Json> {
  const answer = await ask(url, method, ...params);
  if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
  return answer.result;
}

interface Transfer {
  readonly from?: Pick<Wallet, "signTransaction">;
  /** null to deploy `data`. */
  readonly to?: string | null;
  readonly value?: bigint;
  readonly data?: string;
  readonly gasLimit?: bigint;
}

/** Signs a transaction of `from`, which is the faucet by default, with a gas price of zero. */
export async function transfer(
  nonce: number,
  { from = FAUCET, to = RECIPIENT, value = 1n, data = "0x", gasLimit = 21_000n }: Transfer = {},
): Promise<string> {
  const fees = { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n };
  return from.signTransaction({ type: 2, chainId: 31337, nonce, to, value, data, gasLimit, ...fees });
}

/** Waits for the receipt of a transaction, at most five seconds. */
export async function receiptOf(url: string, hash: string): Promise<Json> {
  for (const end = Date.now() + 5_000; Date.now() < end;) {
    const receipt = await call(url, "eth_getTransactionReceipt", hash);
    if (receipt !== null) return receipt;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`Transaction ${hash} was not mined.`);
}

/** Sends a transfer and waits for its receipt. */
export async function sendAndWait(url: string, raw: string): Promise<Json> {
  return receiptOf(url, await call(url, "eth_sendRawTransaction", raw));
}

/** All block hashes, from block 0. */
export async function blockHashes(url: string): Promise<string[]> {
  const hashes: string[] = [];
  const height = Number(await call(url, "eth_blockNumber"));
  for (let block = 0; block <= height; block++) {
    hashes.push((await call(url, "eth_getBlockByNumber", `0x${block.toString(16)}`, false)).hash);
  }
  return hashes;
}

/** The error of a rejected promise, or undefined. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}
