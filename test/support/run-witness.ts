import type { Hex } from "../../src/domain/entry.ts";
import { JsonRpcClient } from "../../src/rpc/json-rpc-client.ts";
import type { WitnessRecord } from "../../src/audit/witness/witness-record.ts";
import { openWitness, witnessKey } from "./test-witness.ts";

/**
 * A witness in a process of its own, which a test can kill at a step: it tells of each step of keeping its record, and
 * goes no further than the one it is to stop at. Asked for a checkpoint, it tells the line that it signed.
 */
const [url, ledger, name, file, stopAt] = process.argv.slice(2) as [string, Hex, string, string, string];
process.once("disconnect", () => process.exit());

const step = async (reached: string) => {
  process.send?.({ reached });
  if (reached === stopAt) await new Promise(() => undefined);
};

const witness = await openWitness(new JsonRpcClient({ peer: "Chain", url }), ledger, witnessKey(name), file, {
  around: (store) => ({
    read: () => store.read(),
    async write(record: WitnessRecord) {
      if (record.signed === null) return store.write(record);
      await step("decided");
      await store.write(record);
      await step("kept");
    },
  }),
});
process.on("message", (checkpoint: Parameters<typeof witness.cosign>[0]) => {
  witness.cosign(checkpoint).then(
    (line) => process.send?.({ line }),
    (error: { code?: string }) => process.send?.({ code: error.code ?? String(error) }),
  );
});
process.send?.({ reached: "open" });
