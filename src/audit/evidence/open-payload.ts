import type { Bytes32, EntryHash } from "../../domain/entry.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { verifyDisclosure } from "../../domain/payload/verify-disclosure.ts";
import { contradicted } from "./contradicted.ts";
import type { EvidencePayload } from "./evidence.ts";

/** The part of a payload that a file shows. */
export interface OpenedPayload {
  readonly payload: JsonObject | null;
  readonly hidden: number;
}

/**
 * Opens what a file discloses of a payload, and checks that it is what the entry commits to.
 *
 * @throws EvidenceContradicted when it is another payload, and what `verifyDisclosure` throws.
 */
export function openPayload(shown: EvidencePayload, commitment: Bytes32, entry: EntryHash): OpenedPayload {
  if (shown.state !== "disclosed") return { payload: null, hidden: 0 };
  const { object, disclosures } = shown;
  const opened = verifyDisclosure({ object, disclosures });
  if (opened.commitment !== commitment) {
    throw contradicted(`the payload of entry ${entry}`, "it does not match the commitment of its author");
  }
  return { payload: opened.payload, hidden: opened.hidden };
}
