import { Command } from "commander";
import type { Member, MemberSummary } from "../../../api/member.ts";
import type { ParticipantId } from "../../../domain/entry.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { wholeNumber } from "../../input/option-values.ts";
import { print } from "../../output/print.ts";
import { renderMember, renderMembers } from "../../output/render-member.ts";

/** `portolan member show` */
export function memberShowCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("show"))
    .summary("show the members, or one with its keys and history")
    .description("Shows the gateways and encryption keys of all members, or of one member with its history.")
    .argument("[participant]", "the participant's number", wholeNumber(1))
    .addHelpText("after", "\nExample:\n  $ portolan member show 3")
    .action(async (participant: ParticipantId | undefined, options: ClientOptions) => {
      const client = await clientFor(options);
      if (participant === undefined) {
        const members = await listAll<MemberSummary>(client, "/v1/members");
        print(terminal, options.json === true, members, () => renderMembers(members, terminal));
        return;
      }
      const member = await client.get<Member>(`/v1/members/${participant}`);
      print(terminal, options.json === true, member, () => renderMember(member, terminal));
    });
}
