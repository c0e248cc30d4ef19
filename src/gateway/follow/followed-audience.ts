import { OPEN_END, type Entitlement } from "../../domain/audience/entitlement.ts";
import { entitlementsAfter, type AudienceStep } from "../../domain/audience/entitlements-after.ts";
import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";

/** The entitlements of the shipments that blocks concern, advanced entry by entry. */
export class FollowedAudience {
  /** The entries whose authors held their shipment, or consigned it, when they signed. */
  readonly ofHolders = new Set<EntryHash>();
  /** Entitlements that have not ended, by shipment. */
  readonly #open = new Map<ShipmentId, Entitlement[]>();
  readonly #changed = new Map<string, Entitlement>();

  /** @param open the entitlements that have not ended before the blocks. */
  constructor(open: readonly Entitlement[]) {
    for (const entitlement of open) this.#openOf(entitlement.shipment).push(entitlement);
  }

  /** Applies one recorded entry. */
  take(hash: EntryHash, step: AudienceStep): void {
    const { shipment, author } = step.entry;
    const { given, ended } = entitlementsAfter(step);
    const open = this.#openOf(shipment);
    for (const { reader, rule, until } of ended) {
      const index = open.findIndex((one) => one.reader === reader && one.rule === rule);
      const [entitlement] = index < 0 ? [] : open.splice(index, 1);
      if (entitlement !== undefined) this.#change({ ...entitlement, until });
    }
    for (const entitlement of given) {
      if (entitlement.until === OPEN_END) open.push(entitlement);
      this.#change(entitlement);
    }
    if (isHeldBy(open, author)) this.ofHolders.add(hash);
  }

  /** The entitlements that the entries gave or ended. */
  changed(): Entitlement[] {
    return [...this.#changed.values()];
  }

  #openOf(shipment: ShipmentId): Entitlement[] {
    let open = this.#open.get(shipment);
    if (open === undefined) {
      open = [];
      this.#open.set(shipment, open);
    }
    return open;
  }

  #change(entitlement: Entitlement): void {
    this.#changed.set(entitlementKey(entitlement), entitlement);
  }
}

const isHeldBy = (open: readonly Entitlement[], participant: ParticipantId): boolean =>
  open.some(({ reader, rule }) => reader === participant && (rule === "consignor" || rule === "custodian"));

/** Identifies an entitlement while it is open and after it ended. */
export const entitlementKey = ({ shipment, reader, rule, since }: Entitlement): string =>
  `${shipment}${reader}${rule}${since}`;
