import { Command } from "commander";
import type { CaseAction, CaseDetail } from "../../../api/case-detail.ts";
import type { EntryHash } from "../../../domain/entry.ts";
import { REQUIRED_MEMBERS } from "../../../domain/payload/required-members.ts";
import { counted } from "../../../domain/encoding/counted.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseHash } from "../../input/option-values.ts";
import { renderFields } from "../../output/fields.ts";
import { nameOf } from "../../output/names.ts";
import { print } from "../../output/print.ts";
import { printable } from "../../output/table.ts";
import { formatTime } from "../../output/time.ts";
import type { Terminal } from "../../terminal.ts";

/** `portolan case show` */
export function caseShowCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("show"))
    .summary("tell what is alleged, what happened, and what you can do now")
    .argument("<case>", "hash of the Hold that opened it", parseHash)
    .addHelpText(
      "after",
      "\nExample:\n  $ portolan case show HOLD\n\nNext: the commands at the end of its answer, or `portolan evidence SHIPMENT -o FILE`.",
    )
    .action(async (hold: EntryHash, options: ClientOptions) => {
      const client = await clientFor(options);
      const detail = await client.get<CaseDetail>(`/v1/cases/${hold}`);
      print(terminal, options.json === true, detail, () => renderCase(detail, terminal));
    });
}

function renderCase(detail: CaseDetail, terminal: Terminal): string {
  const { identifier, shipment, hold, agency, process, charge, measure, openedAt, partText } = detail;
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  - ${printable(line)}`)];
  const facts = {
    Case: hold,
    Shipment: identifier ?? shipment,
    Agency: nameOf(agency),
    Jurisdiction: process.jurisdiction,
    Opened: `${formatTime(openedAt)} UTC`,
    Alleged: charge === null ? null : (charge.facts ?? "withheld from you"),
    "Under the law": charge?.law ?? measure.law,
    "Reason of the hold": measure.reason,
    "Protected until": process.remedyUntil === null ? null : `${formatTime(process.remedyUntil)} UTC`,
  };
  return [
    renderFields(facts, terminal),
    ...list("How it stands", [partText, ...detail.state]),
    ...list("Notices", detail.notices.map(sayNotice)),
    ...list(
      "What happened",
      detail.events.map(({ recordedAt, sentence }) => `${formatTime(recordedAt)} UTC: ${sentence}`),
    ),
    ...list("Withheld from you", detail.withheld.reasons.map(sayWithheld)),
    ...list(
      "Clocks",
      detail.clocks.absent === null
        ? detail.clocks.clocks.map(({ what, binds, lastDay, stateText }) =>
            [`${binds}: ${what}`, ...(lastDay === null ? [] : [`last day ${lastDay}`]), stateText].join("; "),
          )
        : [detail.clocks.absent],
    ),
    ...list(
      "What you can do now",
      detail.actions.filter(({ allowed }) => allowed).map((action) => sayAction(action, detail)),
    ),
    ...list(
      "Not now",
      detail.actions
        .filter(({ allowed, kind }) => !allowed && (kind === "Contest" || kind === "Appeal" || kind === "Forfeit"))
        .map(({ kind, reason }) => `${kind}: ${reason ?? ""}`),
    ),
  ].join("\n");
}

function sayNotice({ to, recordedAt, ...notice }: CaseDetail["notices"][number]): string {
  const items = [
    `To ${nameOf(to)}, recorded ${formatTime(recordedAt)} UTC`,
    notice.servedAt && `served ${notice.servedAt}`,
    notice.servedHow,
    notice.measure && `about: ${notice.measure}`,
    notice.rights && `you may: ${notice.rights}`,
    notice.respondBy && `respond by ${notice.respondBy}`,
    notice.respondTo && `at ${notice.respondTo}`,
    notice.language && `in the language ${notice.language}`,
  ];
  return `${items.filter((item) => typeof item === "string" && item !== "").join("; ")}.`;
}

function sayWithheld({ payloads, members, text }: CaseDetail["withheld"]["reasons"][number]): string {
  const known = members === 0 ? "" : ` (${counted(members, "member")})`;
  return `${counted(payloads, "payload")}${known}: ${text}`;
}

/** An act with the command that records it. */
function sayAction(
  { kind, what, until, times, counterparties, alone }: CaseAction,
  { shipment, hold }: CaseDetail,
): string {
  const members = (REQUIRED_MEMBERS[kind] ?? []).map(({ anyOf }) => anyOf.join(" or "));
  const to =
    counterparties.length === 0 || alone ? "" : ` --to ${counterparties.length === 1 ? counterparties[0] : "NUMBER"}`;
  const time = times === null ? "" : ` (${until === null ? "" : `${formatTime(until)} UTC. `}${times})`;
  const needs = members.length === 0 ? "" : ` FILE has ${members.join(", ")}.`;
  return `${what}${time} Command: portolan entry post --kind ${kind} --shipment ${shipment} --refers-to ${hold}${to} --payload FILE.${needs}`;
}
