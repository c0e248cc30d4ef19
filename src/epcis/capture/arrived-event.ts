import type { JsonObject } from "../../domain/encoding/json.ts";
import type { Bytes32, ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { countPayloadFields } from "../../domain/payload/payload-fields.ts";
import type { KeyedEvent } from "../../store/epcis/events.ts";
import { checkEvent } from "../event/check-event.ts";
import { Context } from "../event/context.ts";
import { ownContexts } from "../event/own-contexts.ts";
import { indexEvent } from "../query/index-event.ts";
import { eventKey } from "./event-key.ts";

/**
 * Prepares the index of an event that arrived as the whole payload of another member's entry. Names with a prefix that
 * only the document of its capture defined stay unexpanded: the payload has the event alone.
 *
 * @returns `undefined` for a payload that is no valid event: it is read as an entry only.
 */
export function arrivedEvent(author: ParticipantId, commitment: Bytes32, payload: JsonObject): KeyedEvent | undefined {
  try {
    // This check comes first, so that no other check processes an event that is too large.
    countPayloadFields(payload);
    const checked = checkEvent(payload, Context.STANDARD);
    if ("violations" in checked) return undefined;
    const { content } = checked.value;
    const indexed = indexEvent(checked.value, ownContexts(payload["@context"]));
    return { ...indexed, key: eventKey(author, content), author, commitment };
  } catch (error) {
    if (PortolanError.is(error)) return undefined;
    throw error;
  }
}
