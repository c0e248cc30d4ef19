import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** One call, single or in a batch. */
export interface HostileCall {
  readonly id: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** A kind of false answer. Everything else passes unchanged. */
export interface Lie {
  readonly name: string;
  /** Whether the lie never answers, so that tests use a short time limit. */
  readonly stalls?: true;
  /** The result instead of the node's. */
  tell?(call: HostileCall, result: unknown, ask: AskNode): unknown;
  /** Handles a whole answer: writes the response itself, or changes nothing. */
  send?(answer: string, response: ServerResponse): void;
}

/** Asks the honest node. */
export type AskNode = (method: string, ...params: unknown[]) => Promise<unknown>;

/** A real HTTP proxy in front of a real node, which gives false answers. */
export interface HostileNode {
  readonly url: string;
  /** The active lie; without one the proxy is honest. */
  lie: Lie | undefined;
  /** Number of answers that differed from the node's. */
  told: number;
  close(): Promise<void>;
}

/** Starts a proxy in front of the JSON-RPC endpoint `target`. */
export async function startHostileNode(target: string): Promise<HostileNode> {
  const node: HostileNode = {
    url: "",
    lie: undefined,
    told: 0,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  const post = async (body: unknown): Promise<unknown> => {
    const headers = { "content-type": "application/json" };
    return (await fetch(target, { method: "POST", headers, body: JSON.stringify(body) })).json();
  };
  const ask: AskNode = async (method, ...params) =>
    ((await post({ jsonrpc: "2.0", id: 1, method, params })) as { result: unknown }).result;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = JSON.parse(await text(request)) as HostileCall | HostileCall[];
    const said = await post(asked);
    const { lie } = node;
    const answers = await Promise.all(
      [said].flat().map(async (each, index) => {
        const call = [asked].flat()[index] as HostileCall;
        if (lie?.tell === undefined || typeof each !== "object" || each === null || !("result" in each)) return each;
        const result = await lie.tell(call, structuredClone(each.result), ask);
        if (JSON.stringify(result) !== JSON.stringify(each.result)) node.told += 1;
        return { ...each, result };
      }),
    );
    const whole = JSON.stringify(Array.isArray(said) ? answers : answers[0]);
    if (lie?.send === undefined) return void response.end(whole);
    node.told += 1;
    lie.send(whole, response);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return Object.assign(node, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
