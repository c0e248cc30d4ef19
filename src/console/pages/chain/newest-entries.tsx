import { useQuery } from "@tanstack/react-query";
import { reads } from "../../api/reads.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Hash } from "../../parts/hash.tsx";
import { Loading } from "../../parts/loading.tsx";
import { Participant } from "../../parts/participant.tsx";
import { ShipmentLink } from "../../parts/shipment-name.tsx";
import { text } from "../../texts/text.ts";
import { Time } from "../../times/time.tsx";

const NEWEST = 20;

/** The newest entries that the reader may see. */
export function NewestEntries() {
  const { data, error, refetch } = useQuery(reads.entries({ limit: NEWEST }));
  return (
    <section className="panel stack" aria-labelledby="newest">
      <h2 id="newest">{text("chain.newest")}</h2>
      {data === undefined && error === null && <Loading />}
      {data === undefined && error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <p className="soft">{text("chain.newestNone")}</p>}
      <ul className="plain">
        {data?.items.map(({ hash, kind, author, shipment, identifier, recordedAt }) => (
          <li key={hash} className="newest-row">
            <span className="badge">{text(`kind.${kind}`)}</span>
            <Participant of={author} />
            <ShipmentLink id={shipment} identifier={identifier} />
            <Hash value={hash} what={text("entry.hash")} />
            <span className="soft small">
              <Time at={recordedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
