import type { AskedErasure } from "../../../api/asked-erasure.ts";
import { ErasureAnswer } from "../../parts/erasure-answer.tsx";
import { Hash } from "../../parts/hash.tsx";
import { ShipmentLink } from "../../parts/shipment-name.tsx";
import { text } from "../../texts/text.ts";

/** A payload that a member is asked to erase, with its answer. */
export function ErasureRow({ of }: { readonly of: AskedErasure }) {
  const { entry, shipment, identifier, kind, block, state, until, ground } = of;
  return (
    <article className="owed-row">
      <div className="row">
        <ShipmentLink id={shipment} identifier={identifier} />
        <span className="badge">{text(`kind.${kind}`)}</span>
        <Hash value={entry} what={text("exchange.entry")} />
        <span className="soft small">{text("exchange.block", { block })}</span>
      </div>
      <ErasureAnswer state={state} until={until} />
      {ground !== null && (
        <p className="small receipt">
          <span className="soft">{text("erasures.ground")}:</span> <bdi>{ground}</bdi>
        </p>
      )}
    </article>
  );
}
