import type { ParticipantView } from "../../../api/participant.ts";
import { endsByRevocation, type ParticipantKey } from "../../../domain/participant.ts";
import { Hash } from "../../parts/hash.tsx";
import { text } from "../../texts/text.ts";
import { Time } from "../../times/time.tsx";

interface KeyTableProps {
  readonly of: ParticipantView;
  readonly onReplace?: (address: string) => void;
  readonly onRevoke?: (address: string) => void;
}

/** The keys of a participant, including ended ones, whose earlier signatures stay valid. */
export function KeyTable({ of, onReplace, onRevoke }: KeyTableProps) {
  if (of.keys.length === 0) return <p className="soft">{text("participants.noKeys")}</p>;
  return (
    <table className="rows">
      <thead>
        <tr>
          <th scope="col">{text("participants.key")}</th>
          <th scope="col">{text("participants.validFrom")}</th>
          <th scope="col">{text("participants.validUntil")}</th>
          <th scope="col">{text("participants.standing")}</th>
        </tr>
      </thead>
      <tbody>
        {of.keys.map((key) => (
          <tr key={key.address}>
            <td>
              <Hash value={key.address} what={text("participants.key")} />
            </td>
            <td data-label={text("participants.validFrom")}>
              <Time at={key.validFrom} />
            </td>
            <td data-label={text("participants.validUntil")}>
              {endsByRevocation(key.validUntil) ? text("participants.forever") : <Time at={key.validUntil} />}
            </td>
            <td>
              <span className="row">
                <Standing of={key} />
                {onReplace && onRevoke && key.validUntil > Date.now() / 1000 && (
                  <>
                    <button type="button" className="button quiet" onClick={() => onReplace(key.address)}>
                      {text("participants.replace")}
                    </button>
                    <button type="button" className="button quiet" onClick={() => onRevoke(key.address)}>
                      {text("participants.revoke")}
                    </button>
                  </>
                )}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Standing({ of }: { readonly of: ParticipantKey }) {
  const now = Date.now() / 1000;
  if (of.validUntil <= now) return <span className="badge">{text("participants.ended")}</span>;
  if (of.validFrom > now) return <span className="badge warn">{text("participants.later")}</span>;
  return <span className="badge good">{text("participants.signs")}</span>;
}
