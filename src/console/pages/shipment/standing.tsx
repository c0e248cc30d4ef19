import { useQueries } from "@tanstack/react-query";
import type { Trace } from "../../../api/trace.ts";
import { reads } from "../../api/reads.ts";
import { Hash } from "../../parts/hash.tsx";
import { Participant } from "../../parts/participant.tsx";
import { PhaseBadge } from "../../parts/phase-badge.tsx";
import { ShipmentLink } from "../../parts/shipment-name.tsx";
import { placeName } from "../../places/place-name.ts";
import { unwatch, useWatched, watch } from "../../stored/watched.ts";
import { text } from "../../texts/text.ts";
import { Time } from "../../times/time.tsx";

/** The shipment's state: its custodian, origin and identifier, and the head that proves them. */
export function Standing({ trace, name }: { readonly trace: Trace; readonly name: string }) {
  const { shipment, origin, custody, checkpoint, sequence, head } = trace;
  const present = custody.at(-1);
  const watched = useWatched().includes(shipment.id);
  return (
    <header className="panel stack">
      <div className="row">
        <h1>{name}</h1>
        <PhaseBadge phase={shipment.phase} held={shipment.held} />
        {shipment.access === "facts" && <span className="badge">{text("shipment.facts")}</span>}
        <span className="actions">
          <button
            type="button"
            className="button"
            aria-pressed={watched}
            onClick={() => (watched ? unwatch(shipment.id) : watch(shipment.id))}
          >
            {text(watched ? "shipment.unwatch" : "shipment.watch")}
          </button>
          <a className="button" href={`/v1/shipments/${shipment.id}/evidence`} download>
            {text("shipment.evidence")}
          </a>
          <button type="button" className="button" onClick={() => print()}>
            {text("shipment.print")}
          </button>
        </span>
      </div>
      <dl className="facts">
        <dt>{text("shipment.heldBy")}</dt>
        <dd>
          <Participant of={shipment.custodian} />
          {present !== undefined && (
            <span className="soft">
              {" "}
              {text("shipment.since")} <Time at={present.from} />
            </span>
          )}
        </dd>
        <Around trace={trace} />
        {shipment.offeredTo !== null && (
          <>
            <dt>{text("shipment.offeredTo")}</dt>
            <dd>
              <Participant of={shipment.offeredTo} />
            </dd>
          </>
        )}
        <dt>{text("shipment.origin")}</dt>
        <dd>
          <Participant of={origin.consignor} />, <Time at={origin.beganAt} />
          {origin.place !== null && `, ${placeName(origin.place)}`}
        </dd>
        {shipment.identifier !== null && (
          <>
            <dt>{text("shipment.identifier")}</dt>
            <dd>
              <code>{shipment.identifier}</code>
            </dd>
          </>
        )}
        <dt>{text("shipment.proof")}</dt>
        <dd>
          {text("shipment.proofEntries", { count: sequence })} <Hash value={head} what={text("shipment.head")} />{" "}
          <span className="soft">{text("shipment.asAt", { block: checkpoint.number })}</span>
        </dd>
      </dl>
    </header>
  );
}

/**
 * The units that contain the shipment now, from the innermost. If customs holds one of them, the shipment cannot move
 * either.
 */
function Around({ trace }: { readonly trace: Trace }) {
  const units = trace.containers.filter(({ until }) => until === null).toSorted((a, b) => a.level - b.level);
  const answers = useQueries({ queries: units.map(({ unit }) => reads.shipment(unit)) });
  if (units.length === 0) return null;
  return (
    <>
      <dt>{text("shipment.inside")}</dt>
      <dd className="row">
        {units.map(({ unit, identifier }, index) => (
          <span key={unit} className="row">
            <ShipmentLink id={unit} identifier={identifier} />
            {answers[index]?.data?.held === true && <span className="badge bad">{text("find.held")}</span>}
          </span>
        ))}
      </dd>
    </>
  );
}
