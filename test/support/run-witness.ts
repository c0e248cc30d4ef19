import { flushCompileCache } from "node:module";
import type { Hex } from "../../src/domain/entry.ts";
import { JsonRpcClient } from "../../src/rpc/json-rpc-client.ts";
import { openWitness, witnessKey } from "./test-witness.ts";

/**
 * A witness in a separate process, which a test can kill. When asked for a checkpoint, it answers with the signed line.
 */
const [url, ledger, name, file] = process.argv.slice(2) as [string, Hex, string, string];
process.once("disconnect", () => process.exit());

const witness = await openWitness(new JsonRpcClient({ peer: "Chain", url }), ledger, witnessKey(name), file);
process.on("message", (checkpoint: Parameters<typeof witness.cosign>[0]) => {
  witness.cosign(checkpoint).then(
    (line) => process.send?.({ line }),
    (error: { code?: string }) => process.send?.({ code: error.code ?? String(error) }),
  );
});
// A process that is killed would not write what it compiled.
flushCompileCache();
process.send?.({ open: true });
