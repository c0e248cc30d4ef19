import { Command } from "commander";
import { writeFile } from "node:fs/promises";
import type { Comparison } from "../../../api/comparison.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { reasonOf } from "../../../domain/errors/reason-of.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { print } from "../../output/print.ts";
import { renderComparisons } from "../../output/render-exchange.ts";

interface ComparisonsOptions extends ClientOptions {
  readonly output?: string;
}

/** `portolan exchange comparisons` */
export function exchangeComparisonsCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("comparisons"))
    .summary("give an auditor the signed comparisons of holdings")
    .description(
      "Lists your last comparison of holdings with each member. The file has the digests that both signed. Who has it can ask single blocks who may read what: give it to an auditor that you trust.",
    )
    .option("-o, --output <file>", "write the signed comparisons to this file")
    .addHelpText(
      "after",
      `
Example:
  $ portolan exchange comparisons -o holdings.json

Next, by the auditor: portolan audit --rpc URL --holdings holdings.json`,
    )
    .action(async ({ output, ...options }: ComparisonsOptions) => {
      const comparisons = await listAll<Comparison>(await clientFor(options), "/v1/exchange/comparisons");
      if (output !== undefined) await save(output, JSON.stringify({ comparisons }));
      print(terminal, options.json === true, comparisons, () => renderComparisons(comparisons, terminal));
    });
}

async function save(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { mode: 0o600 });
  } catch (cause) {
    throw new PortolanError("FileNotWritable", { path, reason: reasonOf(cause) }, { cause });
  }
}
