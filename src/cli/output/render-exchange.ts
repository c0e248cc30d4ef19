import type { AskedErasure } from "../../api/asked-erasure.ts";
import type { Comparison } from "../../api/comparison.ts";
import type { EntryCopies } from "../../api/copies.ts";
import type { Lane } from "../../api/lane.ts";
import type { OwedPayload } from "../../api/owed-payload.ts";
import { receiptSentence } from "../../api/receipt-sentence.ts";
import type { WantedSummary } from "../../api/wanted.ts";
import type { Terminal } from "../terminal.ts";
import { renderFields } from "./fields.ts";
import { nameOf } from "./names.ts";
import { renderTable } from "./table.ts";
import { formatTime } from "./time.ts";

const LANE_COLUMNS = [
  { title: "No" },
  { title: "Member", flexible: true },
  { title: "Gateway", flexible: true },
  { title: "Owed" },
  { title: "Since block" },
  { title: "Last heard (UTC)" },
  { title: "Problem", flexible: true },
];

/** Renders the members with other gateways as a table. */
export function renderLanes(lanes: readonly Lane[], terminal: Terminal): string {
  if (lanes.length === 0) return "No member has another gateway.";
  const rows = lanes.map(({ member, endpoint, owed, contactedAt, problem }) => [
    String(member.id),
    nameOf(member),
    endpoint ?? "",
    String(owed.payloads),
    owed.oldestBlock === null ? "" : String(owed.oldestBlock),
    formatTime(contactedAt),
    problem ?? "",
  ]);
  return [renderTable(LANE_COLUMNS, rows, terminal), ...lanes.flatMap(numberingNotes)].join("\n");
}

/** What is wrong with the numbers of a member's parcels, in words. */
function numberingNotes({ member, missing, fork }: Lane): string[] {
  const name = nameOf(member);
  return [
    ...(fork === null
      ? []
      : [
          `${name} gave the number ${fork.number} to two parcels, noticed at ${formatTime(fork.noticedAt)}. Ask whether it restored an old backup.`,
        ]),
    ...(missing === 0 ? [] : [`${missing} parcels of ${name} did not arrive under their numbers.`]),
  ];
}

const OWED_COLUMNS = [
  { title: "Entry" },
  { title: "Block" },
  { title: "Rule" },
  { title: "View" },
  { title: "State" },
  { title: "Attempts" },
  { title: "Offered (UTC)" },
  { title: "Next (UTC)" },
  { title: "Last answer", flexible: true },
];

/** Renders payloads as a table, each with the reason why it waits, or is not owed any more. */
export function renderOwed(owed: readonly OwedPayload[], terminal: Terminal): string {
  const rows = owed.map(({ entry, block, rule, view, state, reason, attempts, offeredAt, nextAttemptAt, receipt }) => [
    entry,
    String(block),
    rule,
    view,
    reason === null ? state : `${state}: ${reason}`,
    String(attempts),
    formatTime(offeredAt),
    formatTime(nextAttemptAt),
    receipt === null ? "" : receiptSentence(receipt),
  ]);
  return renderTable(OWED_COLUMNS, rows, terminal);
}

const ERASURE_COLUMNS = [
  { title: "Entry" },
  { title: "Block" },
  { title: "Erased here (UTC)" },
  { title: "Answer" },
  { title: "Until (UTC)" },
  { title: "Ground", flexible: true },
];

const ANSWERS = { asked: "none yet", erased: "erased", kept: "kept as evidence" } as const;

/** Renders what a member is asked to erase, with its answers. */
export function renderErasures(erasures: readonly AskedErasure[], terminal: Terminal): string {
  if (erasures.length === 0) return "This member is not asked to erase anything.";
  const rows = erasures.map(({ entry, block, erasedAt, state, until, ground }) => [
    entry,
    String(block),
    formatTime(erasedAt),
    ANSWERS[state],
    formatTime(until),
    ground ?? "",
  ]);
  return renderTable(ERASURE_COLUMNS, rows, terminal);
}

const COPY_COLUMNS = [{ title: "No" }, { title: "Entry" }, { title: "Hash" }, { title: "Copies" }];

/** Renders the known copies of a shipment's payloads, with a warning for single copies. */
export function renderCopies(copies: readonly EntryCopies[], terminal: Terminal): string {
  if (copies.length === 0) return "You read no whole payload of this shipment.";
  const rows = copies.map(({ sequence, kind, entry, copies: count }) => [String(sequence), kind, entry, String(count)]);
  const single = copies.filter(({ copies: count }) => count < 2).length;
  const note = single === 0 ? "" : `\n\n${single} of ${copies.length} payloads have fewer than two known copies.`;
  return `${renderTable(COPY_COLUMNS, rows, terminal)}${note}`;
}

/** Renders what the caller may read and its gateway lacks. */
export function renderWanted(wanted: WantedSummary, terminal: Terminal): string {
  const { payloads, unanswered, notHeld, refused, sealed, oldestSince } = wanted;
  if (payloads === 0) return "Nothing that you may read is missing.";
  return renderFields(
    {
      Missing: payloads,
      "Since (UTC)": formatTime(oldestSince),
      "Without an answer": unanswered,
      "Held by nobody asked": notHeld,
      Refused: refused,
      "Sealed to a lost key": sealed,
    },
    terminal,
  );
}

const COMPARISON_COLUMNS = [{ title: "No" }, { title: "Member", flexible: true }, { title: "Compared (UTC)" }];

/** Renders when holdings were last compared with each member. */
export function renderComparisons(comparisons: readonly Comparison[], terminal: Terminal): string {
  if (comparisons.length === 0) return "No comparison of holdings has been completed yet.";
  const rows = comparisons.map(({ holder, comparedAt }) => [String(holder.id), nameOf(holder), formatTime(comparedAt)]);
  return renderTable(COMPARISON_COLUMNS, rows, terminal);
}
