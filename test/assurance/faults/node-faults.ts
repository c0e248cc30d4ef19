import { keccak256 } from "ethers";
import { setTimeout as sleep } from "node:timers/promises";
import type { Interference, PassingCall, Reply } from "../../support/chain-proxy.ts";
import type { Fault } from "./fault.ts";
import type { World } from "./world.ts";

const error = (call: PassingCall, code: number, message: string): Reply => {
  const asked = JSON.parse(call.body) as { id: number } | { id: number }[];
  const answer = ({ id }: { id: number }) => ({ jsonrpc: "2.0", id, error: { code, message } });
  return { status: 200, body: JSON.stringify(Array.isArray(asked) ? asked.map(answer) : answer(asked)) };
};

/** Interferes with the calls to the node. */
const calls =
  (interference: Interference): Fault["begin"] =>
  ({ chain }) => {
    chain.interference = interference;
    return () => void (chain.interference = {});
  };

const isSending = ({ methods }: PassingCall) => methods.includes("eth_sendRawTransaction");

/** Changes the text of every second answer. */
function everySecond(change: (answer: string) => string): Interference {
  let count = 0;
  return { after: (_call, answer) => (++count % 2 === 0 ? change(answer) : undefined) };
}

function changeBatches(change: (answers: object[]) => object[]): Interference {
  return {
    after(_call, answer) {
      const answers = JSON.parse(answer) as object | object[];
      return Array.isArray(answers) ? JSON.stringify(change(answers)) : undefined;
    },
  };
}

async function flap({ wire }: World): Promise<() => Promise<void>> {
  let isOver = false;
  const flapping = (async () => {
    while (!isOver) {
      await wire.refuse();
      await sleep(150);
      await wire.accept();
      await sleep(250);
    }
  })();
  return async () => {
    isOver = true;
    await flapping;
  };
}

/**
 * Faults of a node, without lies about its chain (`test/gateway/follow`, `test/audit/lies`) and without changes to it
 * (`CHAIN_FAULTS`).
 */
export const NODE_FAULTS: readonly Fault[] = [
  {
    name: "the node takes 400 ms for each answer",
    lastsMs: 4_000,
    isUnseen: true,
    begin: calls({ after: () => sleep(400).then(() => undefined) }),
  },
  {
    name: "the node's answers trickle, a few bytes at a time",
    lastsMs: 4_000,
    isUnseen: true,
    begin({ wire }) {
      wire.interference = {
        down(chunk, { client }) {
          const pieces = Array.from({ length: Math.ceil(chunk.length / 200) }, (_, piece) =>
            chunk.subarray(200 * piece, 200 * (piece + 1)),
          );
          void (async () => {
            for (const piece of pieces) {
              client.write(piece);
              await sleep(5);
            }
          })();
          return "taken";
        },
      };
      return () => {
        wire.interference = {};
        // Otherwise late bytes of an answer would mix with those of later answers.
        wire.reset();
      };
    },
  },
  {
    name: "the node refuses connections",
    lastsMs: 1_000,
    isReady: false,
    async begin({ wire }) {
      await wire.refuse();
      return () => wire.accept();
    },
  },
  {
    name: "the node is silent",
    lastsMs: 1_000,
    isReady: false,
    begin({ wire }) {
      wire.isSilent = true;
      return () => void (wire.isSilent = false);
    },
  },
  { name: "the node fails intermittently", lastsMs: 5_000, begin: flap },
  {
    name: "the node answers 429 without Retry-After",
    lastsMs: 3_000,
    begin: calls({ before: () => ({ status: 429, body: "slow down" }) }),
  },
  {
    name: "the node answers 429 with Retry-After",
    lastsMs: 3_000,
    begin: calls({
      before: () => ({ status: 429, headers: { "retry-after": "2" }, body: '{"error":"too many requests"}' }),
    }),
  },
  {
    name: "the node answers half of the calls with error -32005, limit exceeded",
    lastsMs: 4_000,
    begin: (() => {
      let count = 0;
      return calls({ before: (call) => (++count % 2 === 0 ? error(call, -32005, "limit exceeded") : undefined) });
    })(),
  },
  {
    name: "the node is behind and reports an old head",
    lastsMs: 4_000,
    isUnseen: true,
    async begin({ chain }) {
      const latest = (await ask(chain.target, "eth_getBlockByNumber", ["latest", false])) as { number: string };
      const old = await ask(chain.target, "eth_getBlockByNumber", [
        `0x${Math.max(1, Number(latest.number) - 3).toString(16)}`,
        false,
      ]);
      chain.interference = {
        after({ body, methods }, answer) {
          if (!methods.includes("eth_getBlockByNumber") || !body.includes('"latest"')) return undefined;
          return JSON.stringify({ ...(JSON.parse(answer) as object), result: old });
        },
      };
      return () => void (chain.interference = {});
    },
  },
  {
    name: "the node loses the transactions in its pool",
    lastsMs: 4_000,
    isUnseen: true,
    begin: calls({
      before(call) {
        if (!isSending(call)) return undefined;
        const { id, params } = JSON.parse(call.body) as { id: number; params: string[] };
        return { status: 200, body: JSON.stringify({ jsonrpc: "2.0", id, result: keccak256(params[0] ?? "0x") }) };
      },
    }),
  },
  {
    name: "the node accepts transactions, and all its answers to them are lost",
    lastsMs: 4_000,
    begin: calls({ after: (call) => (isSending(call) ? "lost" : undefined) }),
  },
  {
    name: "every second transaction is lost on its way to the node",
    lastsMs: 4_000,
    begin: (() => {
      let count = 0;
      return calls({ before: (call) => (isSending(call) && ++count % 2 === 0 ? "lost" : undefined) });
    })(),
  },
  {
    name: "the node answers one call of a batch twice",
    lastsMs: 3_000,
    isUnseen: true,
    begin: calls(changeBatches((answers) => [...answers, ...answers.slice(0, 1)])),
  },
  {
    name: "the node answers batches in another order",
    lastsMs: 3_000,
    isUnseen: true,
    begin: calls(changeBatches((answers) => answers.toReversed())),
  },
  {
    name: "the node answers with the id of another call",
    lastsMs: 3_000,
    begin: calls(everySecond((answer) => answer.replace(/"id":\d+/, '"id":987654321'))),
  },
  {
    name: "half of the answers are cut short",
    lastsMs: 3_000,
    begin: calls(everySecond((answer) => answer.slice(0, answer.length / 2))),
  },
  {
    name: "half of the answers are not JSON",
    lastsMs: 3_000,
    begin: calls(everySecond(() => "<html>Bad Gateway</html>")),
  },
  {
    name: "answers exceed the size limit",
    lastsMs: 2_000,
    begin: calls({ after: (_call, answer) => `${answer.slice(0, -1)},"padding":"${"x".repeat(129 * 2 ** 20)}"}` }),
  },
];

async function ask(url: string, method: string, params: readonly unknown[]): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const answered = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  return ((await answered.json()) as { result: unknown }).result;
}
