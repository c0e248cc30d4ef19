import { Command, InvalidArgumentError, Option } from "commander";
import { resolve } from "node:path";
import { formatVerifierKey } from "../../../domain/checkpoint/verifier-key.ts";
import type { Hex } from "../../../domain/entry.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { openWitnessKeyFile } from "../../../keys/witness-key-file.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseAddress } from "../../input/option-values.ts";
import { print, remark } from "../../output/print.ts";
import type { Terminal } from "../../terminal.ts";
import { untilStopped } from "../../until-stopped.ts";
import type { ListenAddress } from "./start-witness.ts";

interface WitnessOptions {
  readonly rpc: string;
  readonly key: string;
  readonly name: string;
  readonly contract?: Hex;
  readonly listen: ListenAddress;
}

/** `portolan witness`, or `portolan witness run` */
export function witnessRunCommand({ terminal }: CommandContext): Command {
  return new Command("run")
    .summary("audit the chain and sign checkpoints")
    .description(
      "Runs a witness: it audits the chain through your node, block by block, and signs checkpoints. Each checkpoint extends the last one. It never signs a fork, and keeps the proof of a fork. Serves its checkpoints over HTTP.",
    )
    .requiredOption("--rpc <url>", "JSON-RPC of your own node")
    .requiredOption("--key <file>", "key file from `portolan witness key`")
    .requiredOption("--name <name>", "name of the witness, the same as in its key")
    .option("--contract <address>", "the ShipmentLedger (default: the ledger deployed from DATA_DIR)", parseAddress)
    .addOption(
      new Option("--listen <host:port>", "address to serve at; port 0 takes a free port")
        .argParser(parseListen)
        .default({ host: "127.0.0.1", port: 8555 }, "127.0.0.1:8555"),
    )
    .addHelpText(
      "after",
      `
Public routes: GET / (status), GET /checkpoint (a signed note), POST /cosign, GET /forks.

Example:
  $ portolan witness key witness.key --name customs.example/witness1
  $ portolan witness --rpc http://127.0.0.1:8545 --key witness.key --name customs.example/witness1`,
    )
    .action((options: WitnessOptions) => runWitness(options, terminal));
}

async function runWitness({ key: file, name, ...options }: WitnessOptions, terminal: Terminal): Promise<void> {
  const keyFile = resolve(file);
  const key = await openWitnessKeyFile(keyFile);
  if (key.verifier.name !== name)
    throw new PortolanError("WitnessKeyOfOther", { file: keyFile, found: key.verifier.name, name });
  // Loaded here and not above, so that other commands start faster.
  const { startWitness } = await import("./start-witness.ts");
  const running = await startWitness({ ...options, key, keyFile }, errorPrinter(terminal));
  // A parent process waits for this message. When the parent ends, the channel closes and this process stops.
  process.send?.({ url: running.url });
  const text = `The witness ${formatVerifierKey(key.verifier)} answers at ${running.url}. Ctrl-C stops it.`;
  print(terminal, false, undefined, () => text);
  await untilStopped(terminal, running);
}

/** Prints an error once, not at each attempt. */
function errorPrinter(terminal: Terminal): (error: unknown) => void {
  let last = "";
  return (error) => {
    const text = PortolanError.is(error) ? `${error.message} ${error.remedy}` : String(error);
    if (text !== last) remark(terminal, text);
    last = text;
  };
}

/** Parses `host:port`, with an IPv6 address in brackets. */
function parseListen(text: string): ListenAddress {
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port > 65_535) throw new InvalidArgumentError("It is host:port, such as 127.0.0.1:8555.");
  return { host, port };
}
