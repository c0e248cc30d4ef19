import { Command } from "commander";
import type { ActView } from "../../../api/act.ts";
import type { MatterDetail } from "../../../api/matter.ts";
import type { Bytes32 } from "../../../domain/entry.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseHash } from "../../input/option-values.ts";
import { renderFields } from "../../output/fields.ts";
import { nameOf } from "../../output/names.ts";
import { print } from "../../output/print.ts";
import { formatTime } from "../../output/time.ts";
import { type CommandedMatter, MATTER_WORDS } from "./matter-words.ts";
import { renderActs, renderPossible } from "./render-acts.ts";

/** `portolan agreement show`, `portolan request show` and `portolan joint show` */
export function matterShowCommand({ terminal }: CommandContext, type: CommandedMatter): Command {
  const { group, noun } = MATTER_WORDS[type];
  return withClientOptions(new Command("show"))
    .summary(`show your ${noun} with its acts, and what you can do now`)
    .argument("<matter>", `id of the ${noun}`, parseHash)
    .addHelpText("after", `\nExample:\n  $ portolan ${group} show MATTER`)
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

const DAY = 86_400;

function fieldsOf(matter: MatterDetail) {
  return {
    Matter: matter.matter,
    State: matter.ending === null ? matter.state : `${matter.state} (${matter.ending})`,
    "Opened by": nameOf(matter.opener),
    "Sent to": nameOf(matter.answerer),
    Parties: matter.parties
      .map(({ participant, task, signed, suspended, prolongs }) => {
        const status = suspended ? "suspends it" : signed ? "signed" : "has not signed";
        const words = [task, status, prolongs && "agrees to prolong it"].filter(
          (word) => word !== null && word !== false,
        );
        return `${nameOf(participant)} (${words.join(", ")})`;
      })
      .join(", "),
    Measures: matter.measures.join(", "),
    Under: matter.basis,
    "Waits for": matter.waitsFor === null ? null : `${nameOf(matter.waitsFor)}${matter.overdue ? ", overdue" : ""}`,
    "Prolongation, days": matter.prolongation === null ? null : String(matter.prolongation / DAY),
    Until: matter.endsAt === null ? null : `${formatTime(matter.endsAt)} UTC`,
  };
}
