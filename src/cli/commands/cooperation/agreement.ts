import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { actCommand, type ActSpec } from "./act-command.ts";
import { matterListCommand } from "./matter-list.ts";
import { matterShowCommand } from "./matter-show.ts";

const ACTS: readonly ActSpec[] = [
  {
    name: "propose",
    kind: "Propose",
    summary: "propose an agreement, which you sign with it",
    example: "--direction both --measures information,evidence --days 90 --record terms.json",
    next: "name each party: `portolan agreement name MATTER --to NUMBER --direction both`.",
  },
  {
    name: "name",
    kind: "Name",
    summary: "name a party of an agreement that you proposed",
    example: "--to 7 --direction both",
    next: "name the next party, or wait until each party signs: `portolan agreement show MATTER`.",
  },
  {
    name: "sign",
    kind: "Sign",
    summary: "sign the terms of an agreement that names you",
    example: "",
    next: "once all parties signed, it is in force: `portolan request send --under MATTER`.",
  },
  {
    name: "suspend",
    kind: "Suspend",
    summary: "suspend an agreement at once, alone",
    example: "--reasons 'A review of the law.'",
    next: "lift it with `portolan agreement resume MATTER`. Until then nothing is asked or given under it.",
  },
  {
    name: "resume",
    kind: "Resume",
    summary: "lift your suspension of an agreement",
    example: "",
    next: "see the agreement with `portolan agreement show MATTER`.",
  },
  {
    name: "denounce",
    kind: "Denounce",
    summary: "end an agreement after its notice",
    example: "--reasons 'A new treaty is in force.'",
    next: "see when it ends with `portolan agreement show MATTER`.",
  },
];

/** `portolan agreement` */
export function agreementCommand(context: CommandContext): Command {
  const command = new Command("agreement")
    .summary("conclude, suspend and end agreements with other authorities")
    .description(
      "An agreement is in force once all its parties signed the same terms. Requests and handovers need one in force.",
    );
  for (const spec of ACTS) command.addCommand(actCommand(context, "agreement", spec));
  return command
    .addCommand(matterShowCommand(context, "agreement"))
    .addCommand(matterListCommand(context, "agreement"));
}
