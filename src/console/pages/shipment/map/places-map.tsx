import { geoGraticule10, geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import land from "world-atlas/countries-110m.json";
import type { PlaceVisit, Trace } from "../../../../api/trace.ts";
import { useWidth } from "../../../parts/use-extent.ts";
import { placeName } from "../../../places/place-name.ts";
import { type Position, positionOf } from "../../../places/place-position.ts";
import { text } from "../../../texts/text.ts";
import { dateTime } from "../../../times/format-time.ts";
import { LABEL_AT, labelSides } from "./label-sides.ts";
import "./places-map.css";

const topology = land as object as Topology<{ countries: GeometryCollection }>;
const COUNTRIES = feature(topology, topology.objects.countries);
const BORDERS_OF_SEA = geoGraticule10();

const ROOM = 28;

/** Width of a label's character, in pixels. */
const LETTER = 8;

/** A place with a known position, and the number of its visit. */
interface Stop {
  readonly number: number;
  readonly visit: PlaceVisit;
  readonly position: Position;
}

/** A map of the places in order; the list marks those without a known position. */
export default function PlacesMap({ trace }: { readonly trace: Trace }) {
  const [box, width] = useWidth<HTMLDivElement>();
  const stops = trace.places.flatMap((visit, index): Stop[] => {
    const position = positionOf(visit.place);
    return position === undefined ? [] : [{ number: index + 1, visit, position }];
  });
  return (
    <section className="panel stack map" aria-labelledby="map">
      <h2 id="map">{text("map.title")}</h2>
      <div ref={box}>{width > 0 && stops.length > 0 && <Chart stops={stops} width={width} />}</div>
      {stops.length === 0 && <p className="soft">{text("map.none")}</p>}
      <ol className="visits small" aria-label={text("map.order")} tabIndex={0}>
        {trace.places.map(({ place, from }) => (
          <li key={`${placeName(place)}${from}`}>
            <span>
              {placeName(place)}
              {positionOf(place) === undefined && <span className="badge warn">{text("map.unknown")}</span>}
            </span>
            <span className="soft">{dateTime(from)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Chart({ stops, width }: { readonly stops: readonly Stop[]; readonly width: number }) {
  const height = Math.round(Math.min(width * 0.75, 420));
  const points = { type: "MultiPoint" as const, coordinates: stops.map(({ position }) => [...position]) };
  const projection = geoNaturalEarth1().fitExtent(
    [
      [ROOM, ROOM],
      [width - ROOM, height - ROOM],
    ],
    points,
  );
  // A single place would be magnified without limit.
  if (projection.scale() > 1_500)
    projection
      .scale(1_500)
      .center(stops[0]?.position ?? [0, 0])
      .translate([width / 2, height / 2]);
  const path = geoPath(projection);
  const marks = byPosition(stops).map((here) => {
    const [x = 0, y = 0] = projection(here[0]?.position ?? [0, 0]) ?? [];
    const numbers = here.map(({ number }) => number);
    const label = numbers.length > 3 ? `${numbers[0]}–${numbers.at(-1)}` : numbers.join(", ");
    return { here, x, y, label, width: label.length * LETTER };
  });
  const sides = labelSides(marks);
  const route = { type: "LineString" as const, coordinates: points.coordinates };
  return (
    <svg width={width} height={height} role="img" aria-label={text("map.summary", { places: places(stops) })}>
      <path d={path(BORDERS_OF_SEA) ?? ""} className="graticule" />
      <path d={path(COUNTRIES) ?? ""} className="land" />
      {stops.length > 1 && <path d={path(route) ?? ""} className="route" />}
      {marks.map(({ here, x, y, label }, index) => {
        const side = sides[index];
        return (
          <g key={label} className="stop" transform={`translate(${x},${y})`}>
            <title>
              {here
                .map(({ number, visit }) => `${number}. ${placeName(visit.place)}, ${dateTime(visit.from)}`)
                .join("\n")}
            </title>
            <circle r={6} />
            <text x={side === "left" ? -LABEL_AT : LABEL_AT} y={4} textAnchor={side === "left" ? "end" : "start"}>
              {label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function places(stops: readonly Stop[]): string {
  return stops.map(({ visit }) => placeName(visit.place)).join(", ");
}

/** Groups the visits at one point, which share a mark. */
function byPosition(stops: readonly Stop[]): readonly (readonly Stop[])[] {
  return [...Map.groupBy(stops, ({ position }) => position.join()).values()];
}
