import { sql } from "kysely";
import type { View } from "../../src/domain/audience/view.ts";
import { VIEW_CLASSES } from "../../src/domain/audience/view.ts";
import { bytesOf } from "../../src/domain/encoding/hex.ts";
import { fromJsonText, toJsonText } from "../../src/domain/encoding/json-text.ts";
import type { EntryHash } from "../../src/domain/entry.ts";
import { disclose } from "../../src/domain/payload/disclosure.ts";
import { membersOf } from "../../src/domain/payload/field-class.ts";
import { summarise } from "../../src/domain/payload/summary.ts";
import { numberOf } from "../../src/store/access/visibility.ts";
import type { Database } from "../../src/store/open-database.ts";
import type { PayloadsTable } from "../../src/store/outbox/tables.ts";
import { transaction } from "../../src/store/transaction.ts";

type Part = Pick<PayloadsTable, "body" | "seed" | "disclosure" | "view" | "summary">;

const replace = transaction(import.meta.url, "replacePayload", async (tx, entry: EntryHash, part: Part) => {
  await tx
    .updateTable("payloads")
    .set(part)
    .where("commitment", "=", sql<`0x${string}`>`(select commitment from entries where hash = ${entry})`)
    .execute();
});

/** Leaves of the payload of an entry only the members that a view opens, as another member discloses them. */
export async function holdPart(db: Database, entry: EntryHash, view: Exclude<View, "facts" | "all">): Promise<void> {
  const { body, seed } = await db.reader
    .selectFrom("payloads as p")
    .innerJoin("entries as e", (on) => on.onRef("e.commitment", "=", "p.commitment").onRef("e.author", "=", "p.author"))
    .select(["p.body", "p.seed"])
    .where("e.hash", "=", entry)
    .executeTakeFirstOrThrow();
  if (body === null || seed === null) throw new Error("The payload is not held.");
  const whole = fromJsonText(body);
  const held = membersOf(whole, VIEW_CLASSES[view]);
  const pointers = Object.keys(held).map((member) => `/${member.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  await replace(db, entry, {
    body: toJsonText(held),
    seed: null,
    disclosure: toJsonText(disclose(whole, bytesOf(seed), pointers)),
    view: numberOf(view),
    summary: toJsonText(summarise(held)),
  });
}
