import type { Custody } from "./custody.ts";
import { checkCustodian, checkNotHeld, checkPhase } from "./custody-checks.ts";
import type { Entry } from "../entry.ts";
import { refuse, type Refusal } from "./refusal.ts";
import { type RoleBits, ROLES } from "./role.ts";
import type { Change, Situation } from "./situation.ts";

/** The rules of opening, handing over and closing a shipment, as in the Solidity library `HandoffRules`. */

export function consign({ custody }: Situation, { shipment, author }: Entry): Change | Refusal {
  return (
    checkPhase(shipment, custody.phase, ["Unknown"]) ?? {
      custody: { ...custody, custodian: author, consignor: author, phase: "InCustody" },
    }
  );
}

export function offer({ custody, counterpartyRoles }: Situation, entry: Entry): Change | Refusal {
  const { shipment, author, counterparty } = entry;
  return (
    checkPhase(shipment, custody.phase, ["InCustody"]) ??
    checkCustodian(shipment, custody, author) ??
    (counterpartyRoles === 0
      ? refuse("ShipmentLedgerParticipantNotActive", { participant: counterparty })
      : undefined) ??
    checkReceivable(entry, custody, counterpartyRoles) ?? {
      custody: { ...custody, offeredTo: counterparty, phase: "Offered" },
    }
  );
}

export function accept({ custody, roles }: Situation, entry: Entry): Change | Refusal {
  return (
    checkOfferedToAuthor(custody, entry) ??
    checkReceivable(entry, custody, roles) ?? {
      custody: { ...endOffer(custody), custodian: entry.author },
    }
  );
}

export function refuseOffer({ custody }: Situation, entry: Entry): Change | Refusal {
  return checkOfferedToAuthor(custody, entry) ?? { custody: endOffer(custody) };
}

export function withdraw({ custody }: Situation, { shipment, author }: Entry): Change | Refusal {
  return (
    checkPhase(shipment, custody.phase, ["Offered"]) ??
    checkCustodian(shipment, custody, author) ?? { custody: endOffer(custody) }
  );
}

export function close({ custody }: Situation, { shipment, author }: Entry): Change | Refusal {
  return (
    checkPhase(shipment, custody.phase, ["InCustody"]) ??
    checkCustodian(shipment, custody, author) ??
    checkNotHeld(shipment, custody) ??
    (custody.contents === 0
      ? { custody: { ...custody, phase: "Closed" } }
      : refuse("ShipmentLedgerNotEmpty", { shipment, contents: custody.contents }))
  );
}

/** Only a customs agency may receive goods under an open case. */
function checkReceivable({ shipment }: Entry, custody: Custody, receiver: RoleBits): Refusal | undefined {
  return (receiver & ROLES.customs) === 0 ? checkNotHeld(shipment, custody) : undefined;
}

function checkOfferedToAuthor(custody: Custody, { shipment, author }: Entry): Refusal | undefined {
  return (
    checkPhase(shipment, custody.phase, ["Offered"]) ??
    (custody.offeredTo === author
      ? undefined
      : refuse("ShipmentLedgerNotOfferedTo", { shipment, author, offeredTo: custody.offeredTo }))
  );
}

function endOffer(custody: Custody): Custody {
  return { ...custody, offeredTo: 0, phase: "InCustody" };
}
