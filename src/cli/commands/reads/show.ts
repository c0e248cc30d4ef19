import { Command } from "commander";
import type { AccessProof } from "../../../api/access-record.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { wholeNumber } from "../../input/option-values.ts";
import { renderFields } from "../../output/fields.ts";
import { nameOf } from "../../output/names.ts";
import { print } from "../../output/print.ts";
import { formatTime } from "../../output/time.ts";

/** `portolan reads show` */
export function readsShowCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("show"))
    .summary("show a record of your authority, with the act that puts its root on chain")
    .argument("<number>", "number of the record", wholeNumber(1))
    .addHelpText("after", "\nExample:\n  $ portolan reads show 12")
    .action(async (number: number, options: ClientOptions) => {
      const client = await clientFor(options);
      const proof = await client.get<AccessProof>(`/v1/access-records/${number}/proof`);
      print(terminal, options.json === true, proof, () => render(proof));
    });

  function render({ record, anchor, path }: AccessProof): string {
    const { time, reader, purpose, basis, officer, onBehalfOf, way, entries, digest, leaf } = record;
    return renderFields(
      {
        Record: record.number,
        "Read (UTC)": formatTime(time),
        By: nameOf(reader),
        Officer: officer ?? "not stated",
        Purpose: purpose ?? "not stated",
        Basis: basis ?? "not stated",
        "On behalf of": onBehalfOf && nameOf(onBehalfOf),
        Way: way,
        Entries: entries.join(", "),
        "Digest of the answer": digest,
        Leaf: leaf,
        Path: path.join(", "),
        Root: `${anchor.root} (records ${anchor.first} to ${anchor.last})`,
        Act: anchor.act,
        Journal: anchor.journal,
      },
      terminal,
    );
  }
}
