import type { OwnCase } from "../../api/case-detail.ts";
import type { Page, PageRequest } from "../../api/page.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { countryToBytes } from "../../domain/places/country-bytes.ts";
import { readOwnCases, type CasePlace, type OwnCaseRecord } from "../../store/chain/own-cases.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { viewCase } from "../read/cases.ts";
import { readPage } from "../read/page.ts";
import type { ReadContext } from "../read/read-context.ts";
import { partOf, sayState } from "./case-facts.ts";
import { namer } from "./namer.ts";

/**
 * Lists the cases that concern the caller: those of its agency, those that affect it, and those that its tribunal decided
 * or may decide. Open cases come first, of these the last opened first. A case that closes moves to the end.
 *
 * @throws PageLimitInvalid, CursorInvalid
 */
export function listOwnCases(
  reading: ReadContext,
  caller: Caller,
  { open, ...request }: { readonly open?: boolean | undefined } & PageRequest,
): Promise<Page<OwnCase>> {
  const visibility = visibilityOf(caller);
  const jurisdiction = countryToBytes(visibility.tribunalOf);
  return readPage(
    reading.db,
    { name: `own cases ${open}`, key: "string" },
    request,
    (after, limit) =>
      readOwnCases(reading.db, visibility, jurisdiction, open, after === undefined ? undefined : placeIn(after), limit),
    keyOf,
    (record) => ({
      ...viewCase(reading, record),
      identifier: record.identifier,
      part: partOf(record, caller),
      state: sayState(record, namer(reading)),
    }),
  );
}

const keyOf = ({ closedAt, openedAt, hold }: OwnCaseRecord): string => `${closedAt > 0 ? 1 : 0} ${openedAt} ${hold}`;

/** The place in a cursor. One that the gateway did not make gives some page, never an error of the database. */
function placeIn(key: string): CasePlace {
  const [closed, openedAt, hold = ""] = key.split(" ");
  return {
    closed: closed === "1" ? 1 : 0,
    openedAt: Math.trunc(Math.min(Math.max(Number(openedAt) || 0, 0), 2 ** 40)),
    hold: hold.replace(/[^0-9a-fx]/g, "") as EntryHash,
  };
}
