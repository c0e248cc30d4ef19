import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Trace, TraceEntry } from "../../../../gateway/trace/trace.ts";
import { reads } from "../../../api/reads.ts";
import { duration } from "../../../parts/duration.ts";
import { ErrorNotice } from "../../../parts/error-notice.tsx";
import { Hash } from "../../../parts/hash.tsx";
import { Loading } from "../../../parts/loading.tsx";
import { ShipmentLink } from "../../../parts/shipment-link.tsx";
import { Time } from "../../../parts/time.tsx";
import { text } from "../../../texts/text.ts";
import { EntryReference } from "./entry-reference.tsx";
import { PayloadTree } from "./payload-tree.tsx";

/** What an opened entry shows; it is read when it is opened. */
export function EntryBody({ trace, of }: { readonly trace: Trace; readonly of: TraceEntry }) {
  const box = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    const details = box.current?.parentElement;
    const look = () => setOpened((before) => before || (details as HTMLDetailsElement).open);
    details?.addEventListener("toggle", look);
    return () => details?.removeEventListener("toggle", look);
  }, []);
  return (
    <div ref={box} className="entry-body stack">
      {opened && <EntryFacts trace={trace} of={of} />}
    </div>
  );
}

function EntryFacts({ trace, of }: { readonly trace: Trace; readonly of: TraceEntry }) {
  const { data: entry, error, isPending, refetch } = useQuery(reads.entry(of.hash));
  if (isPending) return <Loading />;
  if (entry === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <dl className="facts">
        <dt>{text("entry.occurred")}</dt>
        <dd>
          <Time at={of.occurredAt} />
        </dd>
        <dt>{text("entry.recorded")}</dt>
        <dd>
          <Time at={of.recordedAt} />{" "}
          <span className="soft">
            {text("entry.lateness", { span: duration(of.lateness) })}, {text("entry.block", { block: entry.block })}
          </span>
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
                <ShipmentLink id={of.refersTo} identifier={null} />
              ) : (
                <EntryReference trace={trace} hash={of.refersTo} />
              )}
            </dd>
          </>
        )}
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
      {entry.body === null ? (
        <p className="soft">{text(`payload.${entry.payload}`)}</p>
      ) : (
        <PayloadTree value={entry.body} />
      )}
    </>
  );
}

function unitName({ containers }: Trace, { shipment }: TraceEntry): string | null {
  return containers.find(({ unit }) => unit === shipment)?.identifier ?? null;
}
