import { VIEW_CLASSES } from "../audience/view.ts";
import type { JsonObject } from "../encoding/json.ts";
import { conceal } from "./conceal.ts";
import { classOfPointer } from "./field-class.ts";
import { payloadFields } from "./payload-fields.ts";

/** The largest payload, and the largest part of one, that one member can send to another. */
export const DELIVERABLE_BYTES = 3_063_808;

/** Even with a field in every second character, a shorter payload takes less than {@link DELIVERABLE_BYTES}. */
const SMALL = 20_000;

/** The size of the parts does not depend on the seed. */
const ANY_SEED = new Uint8Array(32);

/**
 * The bytes that a payload takes on its way to another member: as a whole, or as the part that a view opens, whichever is
 * more. A part has the salt of each field, and digests of the others. Of a short payload only the whole is measured.
 *
 * @param body Its canonical JSON.
 * @throws as `conceal`.
 */
export function bytesToDeliver(payload: JsonObject, body: string): number {
  const whole = Buffer.byteLength(body);
  if (body.length <= SMALL) return whole;
  const { object, disclosures } = conceal(payload, ANY_SEED);
  const fields = payloadFields(payload).map((pointer, index) => ({
    class: classOfPointer(pointer),
    bytes: (disclosures[index]?.length ?? 0) + SEPARATORS,
  }));
  const parts = (["unit", "handoff"] as const).map((view) =>
    fields.reduce((sum, field) => (VIEW_CLASSES[view].has(field.class) ? sum + field.bytes : sum), object.length),
  );
  return Math.max(whole, ...parts);
}

/** Two quotation marks and a comma. */
const SEPARATORS = 3;
