import { Command } from "commander";
import type { HandoverDetail, HandoverView } from "../../../api/matter.ts";
import type { Bytes32 } from "../../../domain/entry.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseHash } from "../../input/option-values.ts";
import { csvTime, type CsvColumn } from "../../output/csv.ts";
import { renderFields } from "../../output/fields.ts";
import { nameOf } from "../../output/names.ts";
import { print } from "../../output/print.ts";
import { printList, withCsv, type ListFormat } from "../../output/print-list.ts";
import { renderTable } from "../../output/table.ts";
import { formatTime } from "../../output/time.ts";
import { actCommand, type ActSpec } from "./act-command.ts";
import { renderActs, renderPossible } from "./render-acts.ts";

const ACTS: readonly ActSpec[] = [
  {
    name: "offer",
    kind: "Offer",
    summary: "offer information to a participant under an agreement or a request",
    example: "--to 7 --basis request --caveats courtUse --until 2027-02-01 --record given.json",
    next: "the recipient signs the caveats: `portolan handover sign-caveats MATTER ITEM`.",
  },
  {
    name: "sign-caveats",
    kind: "SignCaveats",
    summary: "sign the caveats of what is offered to you",
    example: "--caveats courtUse",
    next: "the giver releases it: `portolan handover release MATTER ITEM`.",
  },
  {
    name: "decline",
    kind: "Decline",
    summary: "decline what is offered to you",
    example: "--reasons 'Not needed any more.'",
    next: "see it with `portolan handover show MATTER ITEM`.",
  },
  {
    name: "release",
    kind: "Release",
    summary: "release what you offered, which the recipient then reads",
    example: "",
    next: "the recipient acknowledges it: `portolan handover receipt MATTER ITEM`.",
  },
  {
    name: "receipt",
    kind: "Receipt",
    summary: "acknowledge what you received",
    example: "",
    next: "read it with `portolan handover show MATTER ITEM`.",
  },
  {
    name: "dispute",
    kind: "Dispute",
    summary: "state that what you received is not what was offered",
    example: "--reasons 'The annex is missing.'",
    next: "the giver offers it again. See `portolan handover show MATTER ITEM`.",
  },
  {
    name: "consent",
    kind: "Consent",
    summary: "consent that the recipient passes your information on",
    example: "--to 9",
    next: "the recipient passes it on: `portolan handover onward MATTER ITEM`.",
  },
  {
    name: "onward",
    kind: "Onward",
    summary: "pass information on, with the originator's consent and all its caveats",
    example: "--to 9 --basis legalAssistance --caveats courtUse --until 2027-02-01 --record given.json",
    next: "its recipient signs the caveats: `portolan handover sign-caveats MATTER ITEM`.",
  },
  {
    name: "recall",
    kind: "Recall",
    summary: "ask the recipient to erase what you gave",
    example: "--until 2027-02-01 --reasons 'It concerned another person.'",
    next: "the recipient erases it or refuses: `portolan handover show MATTER ITEM`.",
  },
  {
    name: "erase",
    kind: "Erase",
    summary: "state that you erased what you received",
    example: "",
    next: "see it with `portolan handover show MATTER ITEM`.",
  },
  {
    name: "refuse-erasure",
    kind: "RefuseErasure",
    summary: "keep what the giver recalled, on a ground of the closed list",
    example: "--ground evidenceHold --reasons 'It is evidence in an open case.'",
    next: "see it with `portolan handover show MATTER ITEM`.",
  },
];

const COLUMNS = [
  { title: "Handover" },
  { title: "State" },
  { title: "From", flexible: true },
  { title: "To", flexible: true },
  { title: "Caveats", flexible: true },
  { title: "Until (UTC)" },
];

const CSV: readonly CsvColumn<HandoverView>[] = [
  ["item", ({ item }) => item],
  ["matter", ({ matter }) => matter],
  ["type", ({ type }) => type],
  ["state", ({ state }) => state],
  ["author", ({ author }) => author?.id ?? null],
  ["recipient", ({ recipient }) => recipient?.id ?? null],
  ["caveats", ({ caveats }) => caveats.join(" ")],
  ["until", ({ until }) => csvTime(until ?? 0)],
];

/** `portolan handover` */
export function handoverCommand(context: CommandContext): Command {
  const command = new Command("handover")
    .summary("give information to other authorities, with receipts")
    .description("The recipient signs the caveats before it reads what is given, and acknowledges it afterwards.");
  for (const spec of ACTS) command.addCommand(actCommand(context, "handover", spec));
  return command.addCommand(showCommand(context)).addCommand(listCommand(context));
}

function showCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("show"))
    .summary("show a handover, a seal or an exhibit with its acts, and what you can do now")
    .argument("<matter>", "id of the agreement, the request or the joint case", parseHash)
    .argument("<handover>", "hash of the act that opened it", parseHash)
    .addHelpText("after", "\nExample:\n  $ portolan handover show MATTER HANDOVER")
    .action(async (matter: Bytes32, item: Bytes32, options: ClientOptions) => {
      const client = await clientFor(options);
      const detail = await client.get<HandoverDetail>(`/v1/matters/${matter}/handovers/${item}`);
      print(terminal, options.json === true, detail, () =>
        [
          renderFields(fieldsOf(detail), terminal),
          renderActs(detail.acts, terminal),
          renderPossible(detail.possible),
        ].join("\n\n"),
      );
    });
}

function listCommand({ terminal }: CommandContext): Command {
  return withCsv(withClientOptions(new Command("list")))
    .summary("list the handovers, seals and exhibits that concern you, the last opened first")
    .addHelpText("after", "\nExample:\n  $ portolan handover list\n\nNext: `portolan handover show MATTER HANDOVER`.")
    .action(async (options: ClientOptions & ListFormat) => {
      const items = await listAll<HandoverView>(await clientFor(options), "/v1/handovers", { limit: 200 });
      printList(terminal, options, items, CSV, () =>
        items.length === 0 ? "No handover concerns you." : renderTable(COLUMNS, items.map(toRow), terminal),
      );
    });
}

function toRow({ item, state, author, recipient, caveats, until }: HandoverView): string[] {
  return [item, state, nameOf(author), nameOf(recipient), caveats.join(", "), formatTime(until)];
}

function fieldsOf(handover: HandoverDetail) {
  return {
    Handover: handover.item,
    Type: handover.type,
    Matter: handover.matter,
    State: handover.state,
    From: nameOf(handover.author),
    To: nameOf(handover.recipient),
    "First given by": nameOf(handover.originator),
    Basis: handover.code,
    Caveats: handover.caveats.join(", "),
    Until: handover.until === null ? null : `${formatTime(handover.until)} UTC`,
  };
}
