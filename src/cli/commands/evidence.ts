import { Command } from "commander";
import { writeFile } from "node:fs/promises";
import { renderEvidencePage } from "../../audit/evidence/story/render-evidence-page.ts";
import { readEvidence } from "../../audit/evidence/read-evidence.ts";
import { verifyEvidence } from "../../audit/evidence/verify-evidence.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { recoverAddress } from "../../keys/recover-address.ts";
import { resolveShipment } from "../api/resolve-shipment.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../client-options.ts";
import type { CommandContext } from "../command-context.ts";
import { print } from "../output/print.ts";
import { reasonOf } from "../../domain/errors/reason-of.ts";

interface EvidenceOptions extends ClientOptions {
  readonly output: string;
  readonly disclose?: string;
  readonly html?: string;
}

/** `portolan evidence` */
export function evidenceCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("evidence"))
    .summary("make a file that proves the history of a shipment")
    .description(
      "Requests an evidence file: signed entries, disclosed payloads, and proofs that they are on the chain. Anyone can verify it without the gateway. This command verifies the file before it writes it.",
    )
    .argument("<shipment>", "its id, or a business identifier such as a container number")
    .requiredOption("-o, --output <file>", "file to write")
    .option("--disclose <pointers>", "disclose only these fields of payloads: JSON Pointers, separated by commas")
    .option("--html <file>", "also write a printable page with a declaration to sign")
    .addHelpText(
      "after",
      "\nExample:\n  $ portolan evidence CSQU3054383 -o csqu3054383.evidence.json\n\nNext: `portolan verify csqu3054383.evidence.json`",
    )
    .action(async (shipment: string, options: EvidenceOptions) => {
      const client = await clientFor(options);
      const id = await resolveShipment(client, shipment);
      const document = await client.get(`/v1/shipments/${id}/evidence`, { disclose: options.disclose });
      const text = JSON.stringify(document);
      const report = verifyEvidence(text, {}, recoverAddress);
      if (report.history === null) throw new PortolanError("EvidenceRefuted", { problem: report.problem?.text ?? "" });
      await save(options.output, text);
      if (options.html !== undefined) await save(options.html, renderEvidencePage(text, readEvidence(text), report));
      const { block, entries } = report.history;
      const result = { file: options.output, bytes: text.length, entries: entries.length, block };
      print(
        terminal,
        options.json === true,
        result,
        () =>
          `${options.output}: ${entries.length} entries, proved at block ${block.number} (${block.hash}), ${text.length} bytes`,
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
