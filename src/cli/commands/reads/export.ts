import { Command } from "commander";
import type { AccessRecordView } from "../../../api/access-record.ts";
import { auditEvents } from "../../../api/audit-events.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { print } from "../../output/print.ts";

/** `portolan reads export` */
export function readsExportCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("export"))
    .summary("print the records of your authority as AuditEvent resources of FHIR R4")
    .addHelpText("after", "\nExample:\n  $ portolan reads export > audit-events.json")
    .action(async (options: ClientOptions) => {
      const client = await clientFor(options);
      const records = await listAll<AccessRecordView>(client, "/v1/access-records", { limit: 200 }, Infinity);
      print(terminal, true, auditEvents(records), () => "");
    });
}
