import { useQuery } from "@tanstack/react-query";
import type { Trace } from "../../../api/trace.ts";
import { reads } from "../../api/reads.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { text } from "../../texts/text.ts";
import { useNow } from "../../times/use-now.ts";
import { EntryReference } from "./entries/entry-reference.tsx";

/** Seconds after its recording in which a payload is expected to have one copy, because it is on its way to others. */
const DELIVERY_S = 10;

/** Most entries that are named. */
const NAMED = 20;

/** Warns of payloads with one known copy. Without other gateways there is nothing to say. */
export function Copies({ trace }: { readonly trace: Trace }) {
  const { data: lanes } = useQuery(reads.lanes());
  return lanes === undefined || lanes.length === 0 ? null : <CopiesOf trace={trace} />;
}

function CopiesOf({ trace }: { readonly trace: Trace }) {
  const { data, error, refetch } = useQuery(reads.copies(trace.shipment.id));
  const now = useNow();
  if (data === undefined) return error === null ? null : <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data.length === 0) return null;
  const fresh = new Set(
    trace.entries.filter(({ recordedAt }) => now - recordedAt < DELIVERY_S).map(({ hash }) => hash),
  );
  const single = data.filter(({ entry, copies }) => copies === 1 && !fresh.has(entry));
  if (single.length === 0)
    return data.every(({ copies }) => copies > 1) ? <p className="soft small">{text("copies.enough")}</p> : null;
  return (
    <div className="notice warn copies" role="status">
      <p>
        <strong>{text("copies.single", { count: single.length })}</strong>{" "}
        {single.slice(0, NAMED).map(({ entry }, index) => (
          <span key={entry}>
            {index > 0 && ", "}
            <EntryReference trace={trace} hash={entry} />
          </span>
        ))}
        {single.length > NAMED && ` ${text("copies.more", { count: single.length - NAMED })}`}
      </p>
      <p>{text("copies.loss")}</p>
    </div>
  );
}
