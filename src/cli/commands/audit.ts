import { Command, Option } from "commander";
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { readPin } from "../../audit/replay/chain-pin.ts";
import { renderReport } from "../../audit/report/render-report.ts";
import type { AuditResult } from "../../audit/report/audit-result.ts";
import type { AuditProgress } from "../../audit/run-audit.ts";
import { type Config, readConfig } from "../../config/config.ts";
import { type NamedContracts, readDeployment } from "../../config/deployment.ts";
import type { Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { createApiClient } from "../api/api-client.ts";
import { apiKeyFor } from "../client-options.ts";
import type { CommandContext } from "../command-context.ts";
import { gatewayAddress, httpAddress } from "../input/addresses.ts";
import { collect, parseAddress } from "../input/option-values.ts";
import { print } from "../output/print.ts";
import { type Progress, startProgress } from "../output/progress.ts";
import { renderAudit } from "../output/render-audit.ts";
import { readWitnessPolicy } from "../../config/read-witness-policy.ts";
import { settingsHelp } from "../settings-help.ts";
import type { Terminal } from "../terminal.ts";
import { publicSource } from "../../audit/witness/read-witness.ts";
import { publicUrl } from "../../domain/encoding/public-url.ts";
import { reasonOf } from "../../domain/errors/reason-of.ts";

/** File in DATA_DIR that pins the ledger of the first audit. */
const PIN_FILE = "audited-ledger.json";

interface AuditOptions {
  readonly rpc: [string, ...string[]];
  readonly contract?: Hex;
  readonly witness?: readonly string[];
  readonly witnessPolicy?: string;
  readonly gateway?: string;
  readonly apiKeyFile?: string;
  readonly all?: boolean;
  readonly holdings?: readonly string[];
  readonly fromCheckpoint?: string;
  readonly checkpoint?: string;
  readonly report?: string;
  readonly json?: boolean;
}

/** `portolan audit` */
export function auditCommand({ terminal }: CommandContext): Command {
  return new Command("audit")
    .summary("audit the whole ledger without trusting any node")
    .description(
      "Reads the chain from the contracts' first block and recomputes it: every block hash, entry hash, signature, rule and storage slot. Trusts neither nodes nor gateway. With several nodes, compares their answers.",
    )
    .requiredOption("--rpc <url>", "JSON-RPC of a node; may be repeated", collectNodes)
    .option(
      "--contract <address>",
      "the ShipmentLedger (default: the ledger of the last audit, of DATA_DIR, or of the chain)",
      parseAddress,
    )
    .option("--from-checkpoint <file>", "continue from the file that an earlier audit wrote with --checkpoint")
    .option("--checkpoint <file>", "write the state of this audit, from which a later audit can continue")
    .addOption(
      new Option("--witness <url|file>", "compare the checkpoints that a witness signed; may be repeated")
        .argParser(collect)
        .helpGroup("Witnesses:"),
    )
    .addOption(
      new Option(
        "--witness-policy <file>",
        "file with the keys of witnesses (default: each witness names its key)",
      ).helpGroup("Witnesses:"),
    )
    .addOption(
      new Option("--gateway <url>", "also compare the answers of a gateway")
        .argParser(gatewayAddress("--gateway"))
        .helpGroup("Gateway:"),
    )
    .addOption(
      new Option("--api-key-file <file>", "file with your API key (default: the key in PORTOLAN_API_KEY)").helpGroup(
        "Gateway:",
      ),
    )
    .addOption(new Option("--all", "compare all answers of the gateway, not a sample").helpGroup("Gateway:"))
    .addOption(
      new Option("--holdings <file>", "compare what members signed about their payloads; may be repeated")
        .argParser(collect)
        .helpGroup("Gateway:"),
    )
    .addOption(new Option("--report <file>", "write an HTML report for printing").helpGroup("Output:"))
    .addOption(new Option("--json", "print one JSON document").helpGroup("Output:"))
    .addHelpText(
      "after",
      `
${settingsHelp("DATA_DIR", "DIRECTORY_ADDRESS", "COOPERATION_ADDRESS")}

Exit status of this command:
  0  sound
  1  unsound; the output names each fault
  2  inconclusive: a node did not answer enough, or an option is unusable

Example:
  $ portolan audit --rpc http://127.0.0.1:8545 --report audit.html`,
    )
    .action(async (options: AuditOptions) => {
      const result = await audit(options, terminal).catch(inconclusive);
      if (options.report !== undefined) await writeReport(options.report, result, options);
      print(terminal, options.json === true, result, () => renderAudit(result, terminal));
      if (result.verdict === "unsound") throw new PortolanError("LedgerUnsound", { faults: result.faults.length });
      if (result.verdict === "inconclusive")
        throw new PortolanError("AuditInconclusive", { problem: result.questions.map(({ reason }) => reason) });
    });
}

async function audit(options: AuditOptions, terminal: Terminal): Promise<AuditResult> {
  const config = readConfig();
  const pinFile = join(config.dataDir, PIN_FILE);
  const gateway =
    options.gateway === undefined
      ? undefined
      : { answers: createApiClient(options.gateway, await apiKeyFor(options)), all: options.all === true };
  const bar = new AuditBar(terminal);
  try {
    // Loaded here and not above, so that other commands start faster.
    const { runAudit } = await import("../../audit/run-audit.ts");
    const pinned = await readPin(pinFile);
    const deployed = await findDeployment(config);
    const ledger = options.contract ?? pinned?.ledger ?? deployed?.ledger;
    const places = [pinned, deployed].filter((one) => one?.ledger === ledger);
    const [directory, cooperation] = (["directory", "cooperation"] as const).map((contract) =>
      places.map((place) => place?.[contract]).find((address) => address !== undefined),
    );
    return await runAudit({
      rpcUrls: options.rpc,
      ledger,
      directory,
      cooperation,
      pinFile,
      fromCheckpoint: options.fromCheckpoint,
      toCheckpoint: options.checkpoint,
      gateway,
      holdings: options.holdings,
      witnesses: await witnessesOf(options),
      threads: availableParallelism(),
      onProgress: (progress) => bar.show(progress),
    });
  } finally {
    bar.stop();
  }
}

/** Reports an audit that did not start, or failed unexpectedly, as inconclusive: it found no fault of the ledger. */
function inconclusive(cause: unknown): never {
  if (PortolanError.is(cause, "ApiKeyMissing", "SettingsInvalid")) throw cause;
  const problem = PortolanError.is(cause) ? `${cause.message} ${cause.remedy}` : String(cause);
  throw new PortolanError("AuditInconclusive", { problem }, { cause });
}

async function findDeployment({ contracts, dataDir }: Config): Promise<NamedContracts | undefined> {
  if (contracts !== undefined) return contracts;
  try {
    return await readDeployment(dataDir);
  } catch (error) {
    if (PortolanError.is(error, "DeploymentMissing")) return undefined;
    throw error;
  }
}

/** Shows the progress of one audit: finished blocks, entries per second and the remaining time. */
class AuditBar {
  readonly #terminal: Terminal;
  readonly #began = Date.now();
  #bar: Progress | undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show({ fromBlock, block, toBlock, entries }: AuditProgress): void {
    this.#bar ??= startProgress(this.#terminal, "Auditing blocks", toBlock - fromBlock + 1);
    const seconds = (Date.now() - this.#began) / 1000;
    this.#bar.update(block - fromBlock + 1, `${Math.round(entries / seconds)} entries/s`);
  }

  stop(): void {
    this.#bar?.stop();
  }
}

async function writeReport(path: string, result: AuditResult, options: AuditOptions): Promise<void> {
  const ledger = result.chain?.ledger;
  const command = [
    "portolan audit",
    ...result.nodes.map(({ url }) => `--rpc ${url}`),
    ...(ledger === undefined ? [] : [`--contract ${ledger}`]),
    ...(options.witness ?? []).map((source) => `--witness ${publicSource(source)}`),
    ...(options.witnessPolicy === undefined ? [] : [`--witness-policy ${options.witnessPolicy}`]),
    ...(options.holdings ?? []).map((file) => `--holdings ${file}`),
    ...(options.gateway === undefined
      ? []
      : [`--gateway ${publicUrl(options.gateway)}${options.all === true ? " --all" : ""}`]),
  ];
  try {
    await writeFile(path, renderReport(result, command));
  } catch (cause) {
    throw new PortolanError("FileNotWritable", { path, reason: reasonOf(cause) }, { cause });
  }
}

async function witnessesOf({ witness, witnessPolicy }: AuditOptions) {
  const known = witnessPolicy === undefined ? [] : (await readWitnessPolicy(witnessPolicy)).witnesses;
  const sources = witness ?? known.flatMap(({ url }) => url ?? []);
  return sources.length === 0 ? undefined : { sources, keys: known.map(({ key }) => key) };
}

const rpcAddress = httpAddress("--rpc");

function collectNodes(text: string, before?: readonly string[]): string[] {
  return collect(rpcAddress(text), before);
}
