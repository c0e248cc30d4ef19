import type { EntryHash } from "../../domain/entry.ts";
import type { Caller } from "../caller.ts";
import type { Reading } from "./reading.ts";

/**
 * A disclosure of chosen fields of an entry's payload (src/domain/commitment.ts): it can be handed to anybody, who can
 * check it against the commitment on chain without seeing the other fields.
 *
 * @param fields top-level members of the payload.
 * @throws PortolanError `EntryUnknown`, `PayloadNotHeld`, `PayloadErased`.
 */
export declare function disclosePayload(
  reading: Reading,
  caller: Caller,
  entry: EntryHash,
  fields: readonly string[],
): Promise<object>;
