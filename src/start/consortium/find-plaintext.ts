import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject, JsonValue } from "../../domain/encoding/json.ts";
import { classOfMember } from "../../domain/payload/field-class.ts";
import { VIEW_CLASSES, VIEWS } from "../../domain/audience/view.ts";
import type { ViewNumber } from "../../store/access/visibility.ts";

/** Shorter texts, such as codes, can occur by chance or in the words of the program. */
const SHORTEST = 10;

/** Texts that a gateway may have, and texts that it must not have. */
export class DeniedTexts {
  readonly #allowed = new Set<string>();
  readonly #denied = new Set<string>();

  allow(text: string): void {
    this.#allowed.add(text);
  }

  deny(text: string): void {
    if (text.length >= SHORTEST) this.#denied.add(text);
  }

  /** Allows the members of a payload that the view opens, and denies the others. */
  takePayload(payload: JsonObject, view: ViewNumber): void {
    const classes = VIEW_CLASSES[VIEWS[view] ?? "facts"];
    for (const [name, value] of Object.entries(payload)) {
      const open = classes.has(classOfMember(name));
      for (const text of textsIn(value))
        if (open) this.allow(text);
        else this.deny(text);
    }
  }

  /** The denied texts that no allowed text contains. */
  texts(): string[] {
    const allowed = [...this.#allowed].join("\n");
    return [...this.#denied].filter((text) => !allowed.includes(text));
  }
}

function* textsIn(value: JsonValue): Generator<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item);
  else if (typeof value === "object" && value !== null) for (const item of Object.values(value)) yield* textsIn(item);
}

/** The texts that occur in a folder's database or log, also in pages that the database no longer uses. */
export async function findPlaintext(folder: string, texts: readonly string[]): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => /\.(db|db-wal|log)$/.test(name));
  const contents = await Promise.all(files.map((name) => readFile(join(folder, name))));
  return texts.filter((text) => {
    // As JSON writes it, between its quotation marks.
    const written = Buffer.from(JSON.stringify(text).slice(1, -1));
    return contents.some((content) => content.includes(written));
  });
}
