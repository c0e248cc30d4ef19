import { isJsonObject } from "../../domain/encoding/json.ts";
import { parseJson } from "../../domain/encoding/parse-json.ts";
import { type Evidence, EVIDENCE_LIMITS } from "./evidence.ts";
import { MATTER_EVIDENCE_FORMAT, type MatterEvidence } from "./matter/matter-evidence.ts";
import { readMatterEvidence } from "./matter/read-matter-evidence.ts";
import { readShipmentEvidence } from "./read-evidence.ts";

/**
 * Reads an evidence file of any kind strictly; its member `format` tells which. Verifies nothing.
 *
 * @throws EvidenceVersionUnknown for another format or version, EvidenceUnreadable, and the `Json…` errors of
 * `parseJson`.
 */
export function readEvidenceFile(text: string): Evidence | MatterEvidence {
  const value = parseJson(text, EVIDENCE_LIMITS);
  return isJsonObject(value) && value["format"] === MATTER_EVIDENCE_FORMAT
    ? readMatterEvidence(value)
    : readShipmentEvidence(value);
}
