import { useMemo } from "react";
import { Link } from "wouter";
import type { Trace } from "../../../../api/trace.ts";
import { shipmentName } from "../../../parts/shipment-name.tsx";
import { text } from "../../../texts/text.ts";
import { dateTime } from "../../../times/format-time.ts";
import { layOutUnits, NODE } from "./unit-graph.ts";
import "./units.css";

/** The units that contained the shipment and the shipments that it contained, each with a link to its page. */
export function Units({ trace }: { readonly trace: Trace }) {
  const graph = useMemo(() => layOutUnits(trace), [trace]);
  if (graph.edges.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="units">
      <h2 id="units">{text("units.title")}</h2>
      <div className="scroll">
        <div className="unit-graph" style={{ width: graph.width, height: graph.height }}>
          <svg width={graph.width} height={graph.height} aria-hidden="true">
            {graph.edges.map(({ container, content, from, until, points }) => (
              <path
                key={`${container}${content}${from}`}
                d={`M${points.map(({ x, y }) => `${x} ${y}`).join("L")}`}
                className={until === null ? "open" : ""}
              />
            ))}
          </svg>
          {graph.nodes.map(({ id, identifier, x, y }) => (
            <Link
              key={id}
              href={`/shipments/${id}`}
              className={id === trace.shipment.id ? "unit here" : "unit"}
              aria-current={id === trace.shipment.id ? "page" : undefined}
              style={{ ...NODE, left: x - NODE.width / 2, top: y - NODE.height / 2 }}
              title={shipmentName(id, identifier)}
            >
              {shipmentName(id, identifier)}
            </Link>
          ))}
        </div>
      </div>
      <ul className="small">
        {graph.edges.map(({ container, content, from, until }) => (
          <li key={`${container}${content}${from}`}>
            {text(until === null ? "units.insideSince" : "units.insideFrom", {
              content: nameIn(graph, content),
              container: nameIn(graph, container),
              from: dateTime(from),
              until: until === null ? "" : dateTime(until),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function nameIn({ nodes }: ReturnType<typeof layOutUnits>, id: string): string {
  const node = nodes.find((one) => one.id === id);
  return node === undefined ? id : shipmentName(node.id, node.identifier);
}
