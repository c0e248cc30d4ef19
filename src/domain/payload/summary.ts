import type { JsonObject } from "../encoding/json.ts";
import { presentMembers } from "../encoding/present-members.ts";
import { placeOf, type Place } from "./summary/place-of.ts";
import { sensorsOf, type SensorExtremes } from "./summary/sensors-of.ts";
import { exceptionsOf, type ReportedException } from "./summary/exceptions-of.ts";
import type { WrongCheckDigit } from "../identifiers/wrong-check-digit.ts";
import { wrongCheckDigitsOf } from "./summary/wrong-check-digits-of.ts";
import { childrenOf } from "./summary/children-of.ts";
import { shortText, shortTexts } from "./summary/short-text.ts";

export type { Place, ReportedException, SensorExtremes };

/**
 * The part of a payload that a trace shows: members of an EPCIS 2.0 event, and of `PORTOLAN_MEMBERS`. Members that the
 * payload lacks are absent; texts and lists are shortened to a fixed limit.
 */
export interface Summary {
  /** The event's own time, as in the payload (RFC 3339). */
  readonly eventTime?: string;
  /** CBV business step and disposition, bare (`departing`, `in_transit`). */
  readonly bizStep?: string;
  readonly disposition?: string;
  /** EPCIS action: `ADD`, `OBSERVE` or `DELETE`. */
  readonly action?: string;
  readonly place?: Place;
  /** Numbers of the seals as found or affixed. */
  readonly seals?: readonly string[];
  readonly exceptions?: readonly ReportedException[];
  /** The result of an inspection. */
  readonly result?: string;
  readonly findings?: string;
  /** The reason of a measure, a refusal, a remedy or a correction. */
  readonly reason?: string;
  readonly legalBasis?: string;
  /** The time at which a notice was served, as in the payload (RFC 3339). */
  readonly servedAt?: string;
  /** The end of the served party's time to respond or contest, as in the payload (RFC 3339). */
  readonly respondBy?: string;
  readonly sensors?: readonly SensorExtremes[];
  /** The units of the event whose check digits are wrong. */
  readonly wrongCheckDigits?: readonly WrongCheckDigit[];
  /** Canonical identifiers of `childEPCs`: the units that the event puts in (`ADD`) or takes out (`DELETE`). */
  readonly children?: readonly string[];
}

/** The summary of a payload. It never throws: a member of an unexpected type is left out. */
export function summarise(payload: JsonObject): Summary {
  return presentMembers({
    eventTime: shortText(payload["eventTime"]),
    bizStep: bareWord(payload["bizStep"]),
    disposition: bareWord(payload["disposition"]),
    action: shortText(payload["action"]),
    place: placeOf(payload),
    seals: shortTexts(payload["portolan:seals"]),
    exceptions: exceptionsOf(payload),
    result: shortText(payload["portolan:result"]),
    findings: shortText(payload["portolan:findings"]),
    reason: shortText(payload["portolan:reason"]),
    legalBasis: shortText(payload["portolan:legalBasis"]),
    servedAt: shortText(payload["portolan:servedAt"]),
    respondBy: shortText(payload["portolan:respondBy"]),
    sensors: sensorsOf(payload),
    wrongCheckDigits: wrongCheckDigitsOf(payload),
    children: childrenOf(payload),
  });
}

/** The last word of a CBV URI (`urn:epcglobal:cbv:bizstep:departing`, `https://ref.gs1.org/cbv/BizStep-departing`). */
function bareWord(value: unknown): string | undefined {
  return shortText(value)
    ?.replace(/^urn:epcglobal:cbv:(bizstep|disp):/i, "")
    .replace(/^(https?:\/\/ref\.gs1\.org\/cbv\/|cbv:)(BizStep|Disp)-/i, "");
}
