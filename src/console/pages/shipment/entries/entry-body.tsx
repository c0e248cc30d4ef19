import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { findingOfWanted } from "../../../../api/finding-of-wanted.ts";
import type { Trace, TraceEntry } from "../../../../api/trace.ts";
import type { ShipmentId } from "../../../../domain/entry.ts";
import { reads } from "../../../api/reads.ts";
import { ErrorNotice } from "../../../parts/error-notice.tsx";
import { Hash } from "../../../parts/hash.tsx";
import { Loading } from "../../../parts/loading.tsx";
import { ShipmentLink } from "../../../parts/shipment-name.tsx";
import { text } from "../../../texts/text.ts";
import { duration } from "../../../times/format-time.ts";
import { PlaceTime, Time } from "../../../times/time.tsx";
import { FindingSentence } from "../finding-sentence.tsx";
import { EntryChecks } from "./entry-checks.tsx";
import { EntryEvidence } from "./entry-evidence.tsx";
import { EntryHolders } from "./entry-holders.tsx";
import { EntryReaders } from "./entry-readers.tsx";
import { EntryReference } from "./entry-reference.tsx";
import { PayloadTree } from "./payload-tree.tsx";

/** The details of an opened entry, read when it is opened. */
export function EntryBody({ trace, of }: { readonly trace: Trace; readonly of: TraceEntry }) {
  const box = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    const details = box.current?.parentElement;
    const look = () => setOpened((before) => before || (details instanceof HTMLDetailsElement && details.open));
    details?.addEventListener("toggle", look);
    return () => details?.removeEventListener("toggle", look);
  }, []);
  return (
    <div ref={box} className="entry-body stack">
      {opened && <EntryDetails trace={trace} of={of} />}
    </div>
  );
}

function EntryDetails({ trace, of }: { readonly trace: Trace; readonly of: TraceEntry }) {
  const { data: entry, error, isPending, refetch } = useQuery(reads.entry(of.hash));
  if (isPending) return <Loading />;
  if (entry === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <div className="columns">
        <dl className="facts">
          <dt>{text("entry.occurred")}</dt>
          <dd>
            <PlaceTime at={of.occurredAt} place={of.place} />
          </dd>
          <dt>{text("entry.recorded")}</dt>
          <dd>
            <Time at={of.recordedAt} />{" "}
            <span className="soft">{text("entry.lateness", { span: duration(of.lateness) })}</span>
          </dd>
          {of.level > 0 && (
            <>
              <dt>{text("entry.unit")}</dt>
              <dd>
                <ShipmentLink id={of.shipment} identifier={unitName(trace, of)} />
              </dd>
            </>
          )}
          {of.refersTo !== null && (
            <>
              <dt>{text("entry.refersTo")}</dt>
              <dd>
                {of.kind === "Load" || of.kind === "Unload" ? (
                  <ShipmentLink id={of.refersTo} identifier={unitOf(trace, of.refersTo)} />
                ) : (
                  <EntryReference trace={trace} hash={of.refersTo} />
                )}
              </dd>
            </>
          )}
          <dt>{text("entry.place")}</dt>
          <dd>
            {text("entry.placeInChain", { sequence: entry.sequence, block: entry.block })}{" "}
            <Hash value={entry.transaction} what={text("entry.transaction")} />
          </dd>
          <dt>{text("entry.hash")}</dt>
          <dd>
            <Hash value={entry.hash} what={text("entry.hash")} />
          </dd>
          <dt>{text("entry.signature")}</dt>
          <dd>
            <Hash value={entry.signature} what={text("entry.signature")} />
          </dd>
          <dt>{text("entry.commitment")}</dt>
          <dd>
            <Hash value={entry.commitment} what={text("entry.commitment")} />
          </dd>
        </dl>
        <EntryChecks of={entry} />
      </div>
      <section className="stack" aria-label={text("payload.title")}>
        <h3>{text("payload.title")}</h3>
        {entry.body === null ? (
          <p className="soft">{text(`payload.${entry.payload}`)}</p>
        ) : (
          <PayloadTree value={entry.body} />
        )}
        {entry.wanted !== undefined && (
          <p className="soft">
            <FindingSentence trace={trace} finding={findingOfWanted(entry.wanted, [entry.hash])} />
          </p>
        )}
      </section>
      <EntryReaders hash={of.hash} />
      <EntryHolders of={entry} />
      <EntryEvidence of={entry} />
    </>
  );
}

function unitName(trace: Trace, { shipment }: TraceEntry): string | null {
  return shipment === trace.shipment.id ? trace.shipment.identifier : unitOf(trace, shipment);
}

function unitOf({ containers }: Trace, id: ShipmentId): string | null {
  return containers.find(({ unit }) => unit === id)?.identifier ?? null;
}
