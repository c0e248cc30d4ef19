import type { ParticipantReference } from "../../api/participant.ts";

/** A participant by name and country, or by number when the name is unknown. */
export function Participant({ of }: { readonly of: ParticipantReference | null }) {
  if (of === null) return <span className="soft">—</span>;
  return (
    <span>
      <bdi>{of.name ?? `№ ${of.id}`}</bdi>
      {of.jurisdiction !== null && <span className="soft small"> {of.jurisdiction}</span>}
    </span>
  );
}
