import { identifyLedger } from "../../../audit/replay/identify-ledger.ts";
import { ReplayExaminer } from "../../../audit/witness/replay-examiner.ts";
import { watch } from "../../../audit/witness/watch.ts";
import { openRecordFile } from "../../../audit/witness/witness-record.ts";
import { Witness } from "../../../audit/witness/witness.ts";
import { readConfig } from "../../../config/config.ts";
import { readDeployment } from "../../../config/deployment.ts";
import { formatVerifierKey } from "../../../domain/checkpoint/verifier-key.ts";
import type { WitnessKey } from "../../../domain/checkpoint/witness-key.ts";
import type { Hex } from "../../../domain/entry.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { listen } from "../../../http/serve/listen.ts";
import { createWitnessApp } from "../../../http/witness/create-witness-app.ts";
import { lockFile } from "../../../files/lock-file.ts";
import { JsonRpcClient } from "../../../rpc/json-rpc-client.ts";
import type { Running } from "../../command-context.ts";
import { witnessFiles } from "./witness-files.ts";

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

interface WitnessSettings {
  readonly key: WitnessKey;
  /** Path of the key file. Its record and its lock are in the same folder. */
  readonly keyFile: string;
  readonly rpc: string;
  readonly contract?: Hex;
  readonly listen: ListenAddress;
}

/** Seconds between two checkpoints without a request. */
const EVERY_SECONDS = 60;

/**
 * Starts a witness: lock, chain, record, API, then the loop that watches the chain.
 *
 * @param onTrouble receives unexpected errors, and errors that prevent signatures at present.
 * @throws PortolanError if it cannot start; then all resources are closed.
 */
export async function startWitness(settings: WitnessSettings, onTrouble: (error: unknown) => void): Promise<Running> {
  const { key, keyFile, rpc: url } = settings;
  const files = witnessFiles(keyFile);
  const closing: (() => Promise<void> | void)[] = [];
  const closeAll = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const running = (cause: unknown) => new PortolanError("WitnessRunning", { file: keyFile }, { cause });
    const lock = lockFile(files.lock, running);
    closing.push(() => lock.release());
    const rpc = new JsonRpcClient({ peer: "Chain", url });
    closing.push(() => rpc.close());
    const ledger = settings.contract ?? (await readDeployment(readConfig().dataDir)).ledger;
    const chain = await identifyLedger(rpc, ledger);
    const witness = await Witness.open({
      rpc,
      key,
      chain,
      store: openRecordFile(files.record, formatVerifierKey(key.verifier)),
      examiner: await ReplayExaminer.create(rpc, chain, files.audit),
      now: () => Math.floor(Date.now() / 1000),
      everySeconds: EVERY_SECONDS,
    });
    const server = await listen(createWitnessApp(witness, onTrouble), settings.listen.host, settings.listen.port);
    closing.push(() => server.close());
    const watching = watch(witness, onTrouble);
    closing.push(() => watching.stop());
    const { promise: stopped, resolve: finish } = Promise.withResolvers<void>();
    return { url: server.url, stopped, stop: () => closeAll().then(finish) };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
