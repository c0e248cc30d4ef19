import dagre from "@dagrejs/dagre";
import type { ShipmentId } from "../../../../domain/entry.ts";
import type { Trace } from "../../../../api/trace.ts";

export const NODE = { width: 264, height: 44 };

/** A unit of the graph, with the centre of its box in pixels. */
export interface UnitNode {
  readonly id: ShipmentId;
  readonly identifier: string | null;
  readonly x: number;
  readonly y: number;
}

/** A period in which one unit was inside another. */
export interface UnitEdge {
  readonly container: ShipmentId;
  readonly content: ShipmentId;
  readonly from: number;
  /** `null` while the period lasts. */
  readonly until: number | null;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface UnitGraph {
  readonly nodes: readonly UnitNode[];
  readonly edges: readonly UnitEdge[];
  readonly width: number;
  readonly height: number;
}

/** Lays out the units around the shipment and the shipments inside it, containers above their contents. */
export function layOutUnits(trace: Trace): UnitGraph {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 24, ranksep: 48, marginx: 4, marginy: 4 });
  const identifiers = new Map<ShipmentId, string | null>([[trace.shipment.id, trace.shipment.identifier]]);
  const stays: Omit<UnitEdge, "points">[] = [];

  let below = trace.shipment.id;
  for (const { unit, identifier, level, from, until } of trace.containers) {
    identifiers.set(unit, identifier);
    // A unit at level n contains the unit at level n - 1 of the same time.
    const inner = level === 1 ? trace.shipment.id : (innerOf(trace, level, from) ?? below);
    stays.push({ container: unit, content: inner, from, until });
    below = unit;
  }
  for (const { shipment, unit, identifier, from, until } of trace.contents) {
    identifiers.set(shipment, identifier);
    stays.push({ container: unit, content: shipment, from, until });
  }
  for (const id of identifiers.keys()) graph.setNode(id, { ...NODE });
  stays.forEach(({ container, content }, index) => graph.setEdge(container, content, {}, String(index)));
  dagre.layout(graph);

  const { width = 0, height = 0 } = graph.graph();
  return {
    nodes: [...identifiers].map(([id, identifier]) => {
      const { x, y } = graph.node(id);
      return { id, identifier, x, y };
    }),
    edges: stays.map((stay, index) => ({
      ...stay,
      points: graph.edge(stay.container, stay.content, String(index)).points,
    })),
    width,
    height,
  };
}

function innerOf({ containers }: Trace, level: number, at: number): ShipmentId | undefined {
  return containers.find((one) => one.level === level - 1 && one.from <= at && (one.until === null || one.until >= at))
    ?.unit;
}
