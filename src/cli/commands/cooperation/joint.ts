import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { actCommand, type ActSpec } from "./act-command.ts";
import { matterListCommand } from "./matter-list.ts";
import { matterShowCommand } from "./matter-show.ts";

const ACTS: readonly ActSpec[] = [
  {
    name: "convene",
    kind: "Convene",
    summary: "convene a joint case under an agreement in force, which you sign with it",
    example: "--under AGREEMENT --task lead --until 2027-06-01 --record terms.json",
    next: "invite each member: `portolan joint invite MATTER --to NUMBER --task investigation`.",
  },
  {
    name: "invite",
    kind: "Invite",
    summary: "invite a party of the agreement to a joint case that you convened",
    example: "--to 7 --task investigation",
    next: "invite the next member, or wait until each joins: `portolan joint show MATTER`.",
  },
  {
    name: "join",
    kind: "Join",
    summary: "join a joint case that invites you, by signing its terms",
    example: "",
    next: "once all joined, contribute exhibits: `portolan joint exhibit MATTER`.",
  },
  {
    name: "prolong",
    kind: "Prolong",
    summary: "prolong a joint case, which takes effect once every member recorded the same days",
    example: "--days 30 --reasons 'A laboratory report is due in May.'",
    next: "each other member records the same: `portolan joint prolong MATTER`.",
  },
  {
    name: "leave",
    kind: "Leave",
    summary: "leave a joint case at once, alone",
    example: "--reasons 'The case is closed in our state.'",
    next: "see what you gave in it with `portolan handover list`.",
  },
  {
    name: "exhibit",
    kind: "Exhibit",
    summary: "contribute an exhibit, with the law of its gathering and its caveats",
    example: "--basis legalAssistance --caveats courtUse,onward --record exhibit.json",
    next: "see it with `portolan handover show MATTER ITEM`, or derive one: `portolan joint derive MATTER ITEM`.",
  },
  {
    name: "derive",
    kind: "Derive",
    summary: "contribute an exhibit that comes from another, with all its caveats",
    example: "--caveats courtUse,onward --record analysis.json",
    next: "see it with `portolan handover show MATTER ITEM`.",
  },
  {
    name: "conclude",
    kind: "Conclude",
    summary: "conclude a joint case that you convened",
    example: "--reasons 'The prosecution has taken it over.'",
    next: "see its history with `portolan joint show MATTER`.",
  },
];

/** `portolan joint` */
export function jointCommand(context: CommandContext): Command {
  const command = new Command("joint")
    .summary("work with other authorities in a joint case")
    .description(
      "A joint case is a task force under an agreement, with members, tasks, exhibits and an end. It gives no power over goods.",
    );
  for (const spec of ACTS) command.addCommand(actCommand(context, "joint", spec));
  return command
    .addCommand(matterShowCommand(context, "jointCase"))
    .addCommand(matterListCommand(context, "jointCase"));
}
