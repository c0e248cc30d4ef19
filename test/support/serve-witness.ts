import type { WitnessKey } from "../../src/domain/checkpoint/witness-key.ts";
import type { Hex } from "../../src/domain/entry.ts";
import { listen, type Listening } from "../../src/http/serve/listen.ts";
import { createWitnessApp } from "../../src/http/witness/create-witness-app.ts";
import type { Rpc } from "../../src/rpc/json-rpc-client.ts";
import { makeRecord, openWitness } from "./test-witness.ts";

/** A witness that answers gateways over HTTP. */
export interface ServedWitness {
  readonly server: Listening;
  close(): Promise<void>;
}

/** Serves a witness with a new record, which audits a chain itself. */
export async function serveWitness(rpc: Rpc, ledger: Hex, key: WitnessKey): Promise<ServedWitness> {
  const { file, remove } = await makeRecord(key);
  const witness = await openWitness(rpc, ledger, key, file, { everySeconds: 3_600 });
  const server = await listen(
    createWitnessApp(witness, () => undefined),
    "127.0.0.1",
    0,
  );
  return {
    server,
    async close() {
      await server.close();
      await remove();
    },
  };
}
