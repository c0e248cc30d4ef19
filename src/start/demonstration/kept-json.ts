import { readFile } from "node:fs/promises";
import { writeNewFile } from "../../files/write-new-file.ts";

/** A value from a file of an earlier start, or one that this start made. */
export interface Kept<Value> {
  readonly value: Value;
  readonly fresh: boolean;
}

/** Reads the value that an earlier start kept in `file`; otherwise makes it and keeps it there. */
export async function keptJson<Value>(file: string, make: () => Value | Promise<Value>): Promise<Kept<Value>> {
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept !== undefined) return { value: JSON.parse(kept) as Value, fresh: false };
  const value = await make();
  await writeNewFile(file, `${JSON.stringify(value, null, 2)}\n`);
  return { value, fresh: true };
}
