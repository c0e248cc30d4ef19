import { JsonRpcClient } from "../../src/rpc/json-rpc-client.ts";
import type { TestChain } from "./chain.ts";
import { bodyOf, serve } from "./http-server.ts";

/** A test chain behind a real HTTP endpoint, with a client. */
export interface ServedChain {
  readonly url: string;
  readonly rpc: JsonRpcClient;
  close(): Promise<void>;
}

interface Asked {
  readonly id: number;
  readonly method: string;
  readonly params: unknown[];
}

export async function serveChain({ connection }: TestChain): Promise<ServedChain> {
  const answer = async ({ id, method, params }: Asked) => {
    try {
      return { jsonrpc: "2.0", id, result: await connection.provider.request({ method, params }) };
    } catch (error) {
      const { code, message, data } = error as { code?: number; message: string; data?: unknown };
      return { jsonrpc: "2.0", id, error: { code: code ?? -32000, message, data } };
    }
  };
  const server = await serve(async (request, response) => {
    const asked = JSON.parse(await bodyOf(request)) as Asked | Asked[];
    const answers = Array.isArray(asked) ? await Promise.all(asked.map(answer)) : await answer(asked);
    response.end(JSON.stringify(answers));
  });
  const rpc = new JsonRpcClient({ peer: "Chain", url: server.url });
  return {
    url: server.url,
    rpc,
    async close() {
      await rpc.close();
      await server.close();
    },
  };
}
