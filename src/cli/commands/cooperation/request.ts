import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { actCommand, type ActSpec } from "./act-command.ts";
import { matterListCommand } from "./matter-list.ts";
import { matterShowCommand } from "./matter-show.ts";

const ACTS: readonly ActSpec[] = [
  {
    name: "send",
    kind: "Ask",
    summary: "send a complete request under an agreement in force",
    example: "--under AGREEMENT --to 7 --measure information --days 30 --record request.json",
    next: "the other authority records the receipt: `portolan request receive MATTER`.",
  },
  {
    name: "receive",
    kind: "Receive",
    summary: "record that you received a request",
    example: "",
    next: "`portolan request accept MATTER`, or `incomplete`, `postpone` or `refuse`.",
  },
  {
    name: "incomplete",
    kind: "Return",
    summary: "return a request that lacks something, which stops your time",
    example: "--missing law,facts --reasons 'The article is not cited.' --until 2027-02-01",
    next: "the other authority completes it: `portolan request complete MATTER`.",
  },
  {
    name: "complete",
    kind: "Complete",
    summary: "complete a request that was returned",
    example: "--record completed.json",
    next: "wait for the answer: `portolan request show MATTER`.",
  },
  {
    name: "accept",
    kind: "Accept",
    summary: "accept a request",
    example: "",
    next: "`portolan request answer MATTER`, or give information with `portolan handover offer MATTER`.",
  },
  {
    name: "postpone",
    kind: "Postpone",
    summary: "postpone a request, with a cause and a new date",
    example: "--cause translation --until 2027-03-01 --reasons 'The file is in Greek.'",
    next: "`portolan request accept MATTER` before that date.",
  },
  {
    name: "delay",
    kind: "Delay",
    summary: "tell before the time is up that the answer comes later",
    example: "--cause courtAuthorisation --until 2027-03-01 --reasons 'The court sits in February.'",
    next: "answer before that date: `portolan request show MATTER`.",
  },
  {
    name: "refuse",
    kind: "Refuse",
    summary: "refuse a request on a ground of the closed list",
    example: "--ground doubleJeopardy --reasons 'The case is before another court.'",
    next: "the other authority withdraws it: `portolan request close MATTER --outcome withdrawn`.",
  },
  {
    name: "answer",
    kind: "Answer",
    summary: "answer a request",
    example: "--answer 'The declared prices are in the handover.'",
    next: "the other authority closes it: `portolan request close MATTER --outcome satisfied`.",
  },
  {
    name: "close",
    kind: "Close",
    summary: "close a request with its outcome",
    example: "--outcome satisfied",
    next: "see its history with `portolan request show MATTER`.",
  },
];

/** `portolan request` */
export function requestCommand(context: CommandContext): Command {
  const command = new Command("request")
    .summary("ask other authorities, and answer what they ask")
    .description("A request waits for one side at a time, and says for whom and until when.");
  for (const spec of ACTS) command.addCommand(actCommand(context, "request", spec));
  return command.addCommand(matterShowCommand(context, "request")).addCommand(matterListCommand(context, "request"));
}
