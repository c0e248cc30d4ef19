import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Link } from "wouter";
import type { Trace } from "../../../api/trace.ts";
import type { ShipmentId } from "../../../domain/entry.ts";
import { reads } from "../../api/reads.ts";
import { useTitle } from "../../layout/use-title.ts";
import { ErrorNotice, StaleNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { shipmentName } from "../../parts/shipment-name.tsx";
import { text } from "../../texts/text.ts";
import { dateTime } from "../../times/format-time.ts";
import { useNow } from "../../times/use-now.ts";
import { Actions } from "./actions.tsx";
import { Cases } from "./cases.tsx";
import { Custody } from "./custody.tsx";
import { EntryList } from "./entries/entry-list.tsx";
import { Findings } from "./findings.tsx";
import { Standing } from "./standing.tsx";
import { Timeline } from "./timeline/timeline.tsx";
import { Units } from "./units/units.tsx";
import "./shipment.css";

const PlacesMap = lazy(() => import("./map/places-map.tsx"));

/** The page of a shipment: its state, findings, custody, places, and every entry with its proof. */
export default function ShipmentPage({ id }: { readonly id: ShipmentId }) {
  const { data: trace, error, isPending, refetch } = useQuery(reads.trace(id, true));
  useTitle(trace === undefined ? text("shipment.unnamed", { id: id.slice(0, 10) }) : nameOf(trace));
  if (isPending) return <Loading />;
  if (trace === undefined) {
    return (
      <article className="stack">
        <h1>{text("shipment.unnamed", { id: id.slice(0, 10) })}</h1>
        <ErrorNotice error={error} onRetry={() => void refetch()} />
        <p>
          <Link href="/">{text("find.title")}</Link>
        </p>
      </article>
    );
  }
  return (
    <article className="stack shipment">
      <StaleNotice error={error} onRetry={() => void refetch()} />
      <div className="columns">
        <Standing trace={trace} name={nameOf(trace)} />
        <Actions id={trace.shipment.id} />
      </div>
      <div className="columns">
        <Findings trace={trace} />
        <Cases trace={trace} />
      </div>
      <Timeline trace={trace} />
      <div className="columns whereabouts">
        <div className="stack">
          <Custody trace={trace} />
          <Units trace={trace} />
        </div>
        <Suspense fallback={<Loading />}>
          <PlacesMap trace={trace} />
        </Suspense>
      </div>
      <EntryList trace={trace} />
      <PrintedFrom />
    </article>
  );
}

function nameOf({ shipment: { id, identifier } }: Trace): string {
  return text("shipment.title", { name: shipmentName(id, identifier) });
}

/** The footer of a printed page: the time of printing and the address of the page. */
function PrintedFrom() {
  return (
    <p className="printed small">{text("shipment.printed", { time: dateTime(useNow()), address: location.href })}</p>
  );
}
