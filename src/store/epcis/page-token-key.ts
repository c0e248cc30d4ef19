import { readValue } from "../single-values.ts";
import { transaction } from "../transaction.ts";

/**
 * The key that authenticates page tokens, shared by all gateways of this database. The first call stores it.
 *
 * @param made 32 random bytes, hexadecimal without `0x`, which become the key unless one is stored.
 */
export const pageTokenKey = transaction(import.meta.url, "pageTokenKey", async (tx, made: string): Promise<string> => {
  await tx
    .insertInto("single_values")
    .values({ name: "page-tokens", value: JSON.stringify(made) })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  return (await readValue<string>(tx, "page-tokens")) ?? made;
});
