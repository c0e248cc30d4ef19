import { Link } from "wouter";
import type { EntryHash, ShipmentId } from "../../domain/entry.ts";
import type { Kind } from "../../domain/rules/kind.ts";
import { text } from "../texts/text.ts";

interface ActionLinksProps {
  readonly shipment: ShipmentId;
  readonly kinds: readonly Kind[];
  /** The case of the actions, if they concern one. */
  readonly about?: EntryHash | undefined;
  /** Name of the shipment for readers of a screen reader's list of links. */
  readonly of?: string;
}

/** Links to the forms of actions. */
export function ActionLinks({ shipment, kinds, about, of }: ActionLinksProps) {
  return (
    <ul className="plain action-links">
      {kinds.map((kind) => (
        <li key={kind}>
          <Link
            className="button"
            href={`/shipments/${shipment}/record/${kind}${about === undefined ? "" : `/${about}`}`}
          >
            {text(`act.${kind}`)}
            {of !== undefined && <span className="unseen"> {of}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}
