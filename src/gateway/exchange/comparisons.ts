import type { Comparison } from "../../api/comparison.ts";
import type { Page, PageRequest } from "../../api/page.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import { readComparisons } from "../../store/exchange/comparisons.ts";
import type { Caller } from "../caller.ts";
import { readPage } from "../read/page.ts";
import { referenceTo } from "../read/participants.ts";
import type { ReadContext } from "../read/read-context.ts";

/**
 * Lists the caller's last comparison of holdings with each member, as both signed it.
 *
 * @throws PortolanError `PageLimitInvalid`, `CursorInvalid`.
 */
export function listComparisons(
  { db, directory }: ReadContext,
  caller: Caller,
  request: PageRequest,
): Promise<Page<Comparison>> {
  return readPage(
    db,
    { name: "comparisons", key: "number" },
    request,
    (after, limit) => readComparisons(db, caller.participant, after ?? 0, limit),
    ({ holder }) => holder,
    ({ reader, holder, compared_at_ms, steps }) => ({
      reader: referenceTo(directory, reader),
      holder: referenceTo(directory, holder),
      comparedAt: Math.floor(compared_at_ms / 1000),
      steps: [...fromJsonText(steps)],
    }),
  );
}
