import { Command } from "commander";
import { writeFile } from "node:fs/promises";
import { renderEvidencePage } from "../../audit/evidence/story/render-evidence-page.ts";
import { readEvidence } from "../../audit/evidence/read-evidence.ts";
import { verifyEvidence } from "../../audit/evidence/verify-evidence.ts";
import { counted } from "../../domain/encoding/counted.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { recoverAddress } from "../../keys/recover-address.ts";
import { resolveShipment } from "../api/resolve-shipment.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../client-options.ts";
import type { CommandContext } from "../command-context.ts";
import { parseHash } from "../input/option-values.ts";
import { print } from "../output/print.ts";
import { reasonOf } from "../../domain/errors/reason-of.ts";

interface EvidenceOptions extends ClientOptions {
  readonly output: string;
  readonly disclose?: string;
  readonly html?: string;
  readonly matter?: Bytes32;
}

/** `portolan evidence` */
export function evidenceCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("evidence"))
    .summary("make a file that proves the history of a shipment or a matter")
    .description(
      "Requests an evidence file: signed entries or acts, disclosed payloads or records, and proofs that they are on the chain. Anyone can verify it without the gateway. This command verifies the file before it writes it.",
    )
    .argument("[shipment]", "its id, or a business identifier such as a container number")
    .requiredOption("-o, --output <file>", "file to write")
    .option("--matter <id>", "prove this agreement, request or journal instead of a shipment", parseHash)
    .option("--disclose <pointers>", "disclose only these fields of payloads: JSON Pointers, separated by commas")
    .option("--html <file>", "also write a printable page with a declaration to sign")
    .addHelpText(
      "after",
      "\nExamples:\n  $ portolan evidence CSQU3054383 -o csqu3054383.evidence.json\n  $ portolan evidence --matter MATTER -o request.evidence.json\n\nNext: `portolan verify csqu3054383.evidence.json`",
    )
    .action(async (shipment: string | undefined, options: EvidenceOptions, command: Command) => {
      const { matter, disclose, html } = options;
      if ((shipment === undefined) === (matter === undefined))
        command.error("error: name a shipment or a --matter, and not both");
      if (matter !== undefined && (disclose ?? html) !== undefined)
        command.error("error: the options --disclose and --html are for a shipment, not for a --matter");
      const client = await clientFor(options);
      const path =
        matter === undefined
          ? `/v1/shipments/${await resolveShipment(client, shipment ?? "")}`
          : `/v1/matters/${matter}`;
      const document = await client.get(`${path}/evidence`, { disclose });
      const text = JSON.stringify(document);
      const report = verifyEvidence(text, {}, recoverAddress);
      const { history, matter: proven } = report;
      const [count, block] =
        proven === null
          ? [counted(history?.entries.length ?? 0, "entry", "entries"), history?.block]
          : [counted(proven.acts.length, "act"), proven.block];
      if (block === undefined) throw new PortolanError("EvidenceRefuted", { problem: report.problem?.text ?? "" });
      await save(options.output, text);
      if (html !== undefined) await save(html, renderEvidencePage(text, readEvidence(text), report));
      const entries = (proven?.acts ?? history?.entries ?? []).length;
      const result = { file: options.output, bytes: text.length, entries, block };
      print(
        terminal,
        options.json === true,
        result,
        () => `${options.output}: ${count}, proved at block ${block.number} (${block.hash}), ${text.length} bytes`,
      );
    });
}

async function save(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw new PortolanError("FileNotWritable", { path, reason: reasonOf(cause) }, { cause });
  }
}
