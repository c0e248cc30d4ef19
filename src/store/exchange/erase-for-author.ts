import { sql, type Kysely } from "kysely";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { ROLES } from "../../domain/rules/role.ts";
import { numberOf } from "../access/visibility.ts";
import { forgetEvents } from "../epcis/events.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";
import { transaction } from "../transaction.ts";

/** An entry whose author asks to erase its payload. */
export interface ErasureOrder {
  readonly entry: EntryHash;
  readonly shipment: ShipmentId;
  readonly commitment: Bytes32;
  readonly author: ParticipantId;
}

/** What became of the payload. Times are Unix seconds. */
export type ErasureOutcome = { readonly entry: EntryHash } & (
  { readonly erasedAt: number } | { readonly keptUntil: number }
);

/** Seconds for which evidence is kept before the author can have the decision made again. */
const KEPT_S = 30 * 86_400;

/**
 * Erases payloads for their authors. What is left holds for payloads that arrive later, or never arrived. Evidence in an
 * open case or remedy of a member of this gateway is kept for a time.
 *
 * @param own The members of this gateway.
 * @param now Unix seconds.
 */
export const eraseForAuthor = transaction(
  import.meta.url,
  "eraseForAuthor",
  async (
    tx,
    orders: readonly ErasureOrder[],
    own: readonly ParticipantId[],
    now: number,
  ): Promise<ErasureOutcome[]> => {
    const outcomes: ErasureOutcome[] = [];
    for (const { entry, shipment, commitment, author } of orders) {
      const erasedAt = await readErased(tx, commitment, author);
      if (erasedAt !== undefined) outcomes.push({ entry, erasedAt });
      else if (await isEvidence(tx, shipment, own)) outcomes.push({ entry, keptUntil: now + KEPT_S });
      else {
        await erase(tx, commitment, author, now);
        outcomes.push({ entry, erasedAt: now });
      }
    }
    return outcomes;
  },
);

async function readErased(tx: Kysely<Schema>, commitment: Bytes32, author: ParticipantId): Promise<number | undefined> {
  const row = await tx
    .selectFrom("payloads")
    .select("erased_at")
    .where("commitment", "=", commitment)
    .where("author", "=", author)
    .executeTakeFirst();
  return row?.erased_at ?? undefined;
}

/**
 * Whether a member of this gateway is agency or custodian of an open case on the shipment, or a tribunal that may decide
 * about its open remedy.
 */
async function isEvidence(tx: Kysely<Schema>, shipment: ShipmentId, own: readonly ParticipantId[]): Promise<boolean> {
  const { rows } = await sql`select 1 from cases c where c.shipment = ${shipment} and c.closed = 0 and (
    ${oneOf(tx, "c.agency", own)} or ${oneOf(tx, "c.custodian", own)}
    or (c.contested = 1 and exists (select 1 from participants t join participants a on a.jurisdiction = t.jurisdiction
      where a.id = c.agency and (t.roles & ${sql.lit(ROLES.tribunal)}) <> 0 and ${oneOf(tx, "t.id", own)}))
    ) limit 1`.execute(tx);
  return rows.length > 0;
}

async function erase(tx: Kysely<Schema>, commitment: Bytes32, author: ParticipantId, now: number): Promise<void> {
  await sql`insert into payloads (commitment, author, countries, view, erased_at)
    values (${commitment}, ${author}, '', ${numberOf("facts")}, ${now})
    on conflict (commitment, author) do update set body = null, seed = null, disclosure = null, summary = null,
      view = excluded.view, erased_at = excluded.erased_at where payloads.erased_at is null`.execute(tx);
  await forgetEvents(tx, commitment, author);
}
