import type { OwedPayload } from "../../../api/owed-payload.ts";
import { Hash } from "../../parts/hash.tsx";
import { ShipmentLink } from "../../parts/shipment-name.tsx";
import { sayReceipt } from "../../texts/say-receipt.ts";
import { text } from "../../texts/text.ts";
import { Time } from "../../times/time.tsx";

const TONES = { waiting: "badge warn", sent: "badge", closed: "badge" } as const;

/** A payload that is owed: its entry, what it opens by which rule, and why it waits. */
export function OwedRow({ of }: { readonly of: OwedPayload }) {
  const { entry, shipment, identifier, kind, block, rule, view, state, reason, attempts } = of;
  const { nextAttemptAt, offeredAt, receipt } = of;
  return (
    <article className="owed-row">
      <div className="row">
        {shipment !== null && <ShipmentLink id={shipment} identifier={identifier} />}
        {kind !== null && <span className="badge">{text(`kind.${kind}`)}</span>}
        <Hash value={entry} what={text("exchange.entry")} />
        <span className="soft small">{text("exchange.block", { block })}</span>
      </div>
      <p className="soft small">
        {text("exchange.entitled", { view: text(`view.${view}`), rule: text(`rule.${rule}`) })}
      </p>
      <div className="row">
        <span className={TONES[state]}>{text(`exchange.state.${state}`)}</span>
        {reason !== null && <span className="small">{text(`exchange.reason.${reason}`)}</span>}
        {attempts > 0 && <span className="soft small">{text("exchange.attempts", { count: attempts })}</span>}
        {offeredAt !== null && (
          <span className="soft small">
            {text("exchange.offered")} <Time at={offeredAt} />
          </span>
        )}
        {nextAttemptAt !== null && (
          <span className="soft small">
            {text("exchange.next")} <Time at={nextAttemptAt} />
          </span>
        )}
      </div>
      {receipt !== null && (
        <p className="small receipt">
          <span className="soft">{text("exchange.receipt")}</span> <bdi>{sayReceipt(receipt)}</bdi>
        </p>
      )}
    </article>
  );
}
