import { Command } from "commander";
import type { ActView } from "../../../api/act.ts";
import type { MatterDetail } from "../../../api/matter.ts";
import type { MatterType } from "../../../domain/cooperation/matter-type.ts";
import type { Bytes32 } from "../../../domain/entry.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseHash } from "../../input/option-values.ts";
import { renderFields } from "../../output/fields.ts";
import { nameOf } from "../../output/names.ts";
import { print } from "../../output/print.ts";
import { formatTime } from "../../output/time.ts";
import { renderActs, renderPossible } from "./render-acts.ts";

/** `portolan agreement show` and `portolan request show` */
export function matterShowCommand({ terminal }: CommandContext, type: Exclude<MatterType, "journal">): Command {
  return withClientOptions(new Command("show"))
    .summary(`show your ${type} with its acts, and what you can do now`)
    .argument("<matter>", `id of the ${type}`, parseHash)
    .addHelpText("after", `\nExample:\n  $ portolan ${type} show MATTER`)
    .action(async (id: Bytes32, options: ClientOptions) => {
      const client = await clientFor(options);
      const matter = await client.get<MatterDetail>(`/v1/matters/${id}`);
      const acts = await listAll<ActView>(client, `/v1/matters/${id}/acts`, { limit: 200 });
      print(terminal, options.json === true, { ...matter, history: acts }, () =>
        [renderFields(fieldsOf(matter), terminal), renderActs(acts, terminal), renderPossible(matter.possible)].join(
          "\n\n",
        ),
      );
    });
}

function fieldsOf(matter: MatterDetail) {
  return {
    Matter: matter.matter,
    State: matter.ending === null ? matter.state : `${matter.state} (${matter.ending})`,
    "Opened by": nameOf(matter.opener),
    "Sent to": nameOf(matter.answerer),
    Parties: matter.parties
      .map(({ participant, signed, suspended }) => {
        const status = suspended ? "suspends it" : signed ? "signed" : "has not signed";
        return `${nameOf(participant)} (${status})`;
      })
      .join(", "),
    Measures: matter.measures.join(", "),
    Under: matter.basis,
    "Waits for": matter.waitsFor === null ? null : `${nameOf(matter.waitsFor)}${matter.overdue ? ", overdue" : ""}`,
    Until: matter.endsAt === null ? null : `${formatTime(matter.endsAt)} UTC`,
  };
}
