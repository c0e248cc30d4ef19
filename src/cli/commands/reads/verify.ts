import { Command } from "commander";
import type { AccessAnchor, AccessRecordView } from "../../../api/access-record.ts";
import { checkAccessRecords } from "../../../audit/reads/check-access-records.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { print } from "../../output/print.ts";

/** `portolan reads verify` */
export function readsVerifyCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("verify"))
    .summary("check that no record of your authority was left out or changed")
    .description(
      "Reads all records and all acts that put their roots on chain, and computes each leaf, root and commitment anew. `portolan audit` checks that these acts are on chain.",
    )
    .addHelpText("after", "\nExample:\n  $ portolan reads verify")
    .action(async (options: ClientOptions) => {
      const client = await clientFor(options);
      // Anchors first: later ones would cover records that were made after the list was read.
      const anchors = await listAll<AccessAnchor>(client, "/v1/access-records/anchors", { limit: 200 }, Infinity);
      const records = await listAll<AccessRecordView>(client, "/v1/access-records", { limit: 200 }, Infinity);
      const check = checkAccessRecords(records, anchors);
      if (check.problems.length > 0) throw new PortolanError("AccessRecordsUnsound", { problems: check.problems });
      print(terminal, options.json === true, check, () =>
        [
          `Sound: ${check.records} records, none left out or changed.`,
          `${check.anchored} of them are under ${anchors.length} roots on chain.`,
        ].join("\n"),
      );
    });
}
