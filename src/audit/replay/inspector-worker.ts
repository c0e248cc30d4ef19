import { parentPort, workerData } from "node:worker_threads";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { JsonRpcClient } from "../../rpc/json-rpc-client.ts";
import { type BlockInspector, createBlockInspector } from "./block-inspector.ts";
import type { Inspected, InspectionOrder, InspectionSubject, WorkerStart } from "./inspector-pool.ts";

// Runs in a thread of its own, with its own connections to the node: see InspectorPool.
const { rpcUrl } = workerData as WorkerStart;
const rpc = new JsonRpcClient({ peer: "Chain", url: rpcUrl });
let inspect: BlockInspector = () =>
  Promise.reject(new Error("A range was ordered before it was said what to look for."));

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

function answer(inspected: Inspected): void {
  parentPort?.postMessage(inspected);
}

/** Threads exchange an error's code and facts, because its class is lost between threads. */
function failureOf(error: unknown): Extract<Inspected, { failure: unknown }>["failure"] {
  if (PortolanError.is(error)) return { code: error.code, facts: error.facts };
  return { stack: error instanceof Error ? String(error.stack) : String(error) };
}
