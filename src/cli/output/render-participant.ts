import type { ParticipantView } from "../../api/participant.ts";
import { endsByRevocation } from "../../domain/participant.ts";
import { isCountryCode } from "../../domain/places/country.ts";
import type { Terminal } from "../terminal.ts";
import { renderFields } from "./fields.ts";
import { renderTable } from "./table.ts";
import { formatTime } from "./time.ts";

/** A jurisdiction as recorded on chain. The contract checks only its form; as no country's code it gives no right. */
export function describeCountry(code: string): string {
  return isCountryCode(code) ? code : `${code} (not a country's code of ISO 3166-1)`;
}

/** Renders a participant and its keys. */
export function renderParticipant(participant: ParticipantView, terminal: Terminal): string {
  const { id, name, roles, jurisdiction, suspended, keys } = participant;
  const about = renderFields(
    {
      Number: id,
      Name: name,
      Roles: roles.join(", "),
      Country: describeCountry(jurisdiction),
      Standing: suspended ? "suspended" : "active",
    },
    terminal,
  );
  if (keys.length === 0) return `${about}\n\nIt has no key, so it cannot sign entries.`;
  const rows = keys.map(({ address, validFrom, validUntil }) => [
    address,
    formatTime(validFrom),
    endsByRevocation(validUntil) ? "until revoked" : formatTime(validUntil),
  ]);
  return `${about}\n\n${renderTable([{ title: "Key" }, { title: "From (UTC)" }, { title: "Until (UTC)" }], rows, terminal)}`;
}
