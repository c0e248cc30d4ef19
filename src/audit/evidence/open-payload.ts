import type { Bytes32 } from "../../domain/entry.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { verifyDisclosure } from "../../domain/payload/verify-disclosure.ts";
import { contradicted } from "./contradicted.ts";
import type { EvidencePayload } from "./evidence.ts";

/** The disclosed part of a payload. */
export interface OpenedPayload {
  readonly payload: JsonObject | null;
  readonly hidden: number;
}

/**
 * Opens the disclosed part of a payload and verifies it against the commitment in its entry or act.
 *
 * @param statement for errors: `entry 0x…`.
 * @throws EvidenceContradicted for another payload, and the errors of {@link verifyDisclosure}.
 */
export function openPayload(shown: EvidencePayload, commitment: Bytes32, statement: string): OpenedPayload {
  if (shown.state !== "disclosed") return { payload: null, hidden: 0 };
  const { object, disclosures } = shown;
  const opened = verifyDisclosure({ object, disclosures });
  if (opened.commitment !== commitment) {
    throw contradicted(`the payload of ${statement}`, "it does not match the commitment of its author");
  }
  return { payload: opened.payload, hidden: opened.hidden };
}
