import type { Member, MemberSummary } from "../../api/member.ts";
import type { MemberChanged } from "../member-wish.ts";
import type { Terminal } from "../terminal.ts";
import { renderFields } from "./fields.ts";
import { renderTable } from "./table.ts";
import { formatTime } from "./time.ts";

/** Renders the members of the directory as a table. */
export function renderMembers(members: readonly MemberSummary[], terminal: Terminal): string {
  if (members.length === 0) return "The directory has no members.";
  const rows = members.map(({ participant, endpoint, keys }) => [
    String(participant.id),
    participant.name ?? "",
    endpoint ?? "",
    String(keys.filter(({ state }) => state === "valid").length),
  ]);
  const columns = [
    { title: "No" },
    { title: "Name", flexible: true },
    { title: "Gateway", flexible: true },
    { title: "Valid keys" },
  ];
  return renderTable(columns, rows, terminal);
}

/** Renders a member with its keys and its history. */
export function renderMember(member: Member, terminal: Terminal): string {
  const { participant, directory, endpoint, keys, history } = member;
  if (directory === null) return "This deployment has no directory of members.";
  const about = renderFields(
    { Number: participant.id, Name: participant.name, Gateway: endpoint, Directory: directory },
    terminal,
  );
  if (history.length === 0) return `${about}\n\nThe participant has not published its gateway.`;
  const keyRows = keys.map(({ id, suite, state, validFrom, validUntil }) => [
    id,
    `0x${suite.toString(16).padStart(4, "0")}`,
    state,
    formatTime(validFrom),
    formatTime(validUntil),
  ]);
  const keyColumns = [
    { title: "Encryption key" },
    { title: "Suite" },
    { title: "State" },
    { title: "From (UTC)" },
    { title: "Until (UTC)" },
  ];
  const changeRows = history.map((change) => [
    change.event,
    change.state,
    formatTime(change.effectiveAt),
    String(change.block),
    change.transactionHash,
  ]);
  const changeColumns = [
    { title: "Change" },
    { title: "State" },
    { title: "Effective (UTC)" },
    { title: "Block" },
    { title: "Transaction" },
  ];
  const tables = [renderTable(keyColumns, keyRows, terminal), renderTable(changeColumns, changeRows, terminal)];
  return [about, ...tables].join("\n\n");
}

/** Renders the result of a change with the next step. */
export function renderMemberChanged(
  { change, effectiveAt, key, recoveryFile }: MemberChanged,
  terminal: Terminal,
): string {
  const fields = renderFields(
    {
      Change: change,
      Effective: effectiveAt === null ? "now" : `${formatTime(effectiveAt)} UTC`,
      "Encryption key": key?.id,
      "Key file": key?.file,
      "Recovery file": recoveryFile,
    },
    terminal,
  );
  const next = [
    ...(effectiveAt === null ? [] : ["A guardian can stop the change until then."]),
    ...(recoveryFile === undefined ? [] : [`Take ${recoveryFile} offline now, with a copy of its passphrase.`]),
  ];
  return [fields, ...next].join("\n\n");
}
