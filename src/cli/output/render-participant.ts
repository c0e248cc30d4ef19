import type { ParticipantView } from "../../gateway/read/participant-view.ts";
import type { Terminal } from "../terminal.ts";
import { renderFields } from "./fields.ts";
import { renderTable } from "./table.ts";
import { formatTime } from "./time.ts";

/** The largest `validUntil` that the contract keeps (uint48) stands for "until it is revoked". */
export const FOREVER = 2 ** 48 - 1;

/** A participant and its keys, for people. */
export function renderParticipant(participant: ParticipantView, terminal: Terminal): string {
  const { id, name, roles, jurisdiction, suspended, keys } = participant;
  const about = renderFields(
    {
      Number: id,
      Name: name,
      Roles: roles.join(", "),
      Country: jurisdiction,
      Standing: suspended ? "suspended" : "active",
    },
    terminal,
  );
  if (keys.length === 0) return `${about}\n\nIt has no key: nothing can be signed for it.`;
  const rows = keys.map(({ address, validFrom, validUntil }) => [
    address,
    formatTime(validFrom),
    validUntil >= FOREVER ? "until revoked" : formatTime(validUntil),
  ]);
  return `${about}\n\n${renderTable([{ title: "Key" }, { title: "From (UTC)" }, { title: "Until (UTC)" }], rows, terminal)}`;
}
