import { parentPort, workerData } from "node:worker_threads";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { JsonRpcClient } from "../../rpc/json-rpc-client.ts";
import { type BlockInspector, createBlockInspector } from "./block-inspector.ts";
import type { InspectionAnswer, InspectionOrder, InspectionSubject, WorkerStart } from "./inspector-pool.ts";

// Entry point of a thread of InspectorPool, with its own connections to the node.
const { rpcUrl } = workerData as WorkerStart;
const rpc = new JsonRpcClient({ peer: "Chain", url: rpcUrl });
let inspect: BlockInspector = () => Promise.reject(new Error("The thread received a range before its subject."));

parentPort?.on("message", (message: InspectionSubject | InspectionOrder) => {
  if ("chain" in message) {
    inspect = createBlockInspector(rpc, message.chain, message.depth);
    return;
  }
  const { id, fromBlock, toBlock } = message;
  inspect(fromBlock, toBlock).then(
    (blocks) => answer({ id, blocks }),
    (error: unknown) => answer({ id, failure: failureOf(error) }),
  );
});

function answer(inspected: InspectionAnswer): void {
  parentPort?.postMessage(inspected);
}

/** Reduces an error to code and facts, because messages between threads lose its class. */
function failureOf(error: unknown): Extract<InspectionAnswer, { failure: unknown }>["failure"] {
  if (PortolanError.is(error)) return { code: error.code, facts: error.facts };
  return { stack: error instanceof Error ? String(error.stack) : String(error) };
}
