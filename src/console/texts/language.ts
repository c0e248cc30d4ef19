import { setCatalogue, type Catalogue } from "./text.ts";

/** The catalogues of other languages, by file. Each is loaded only when a reader chooses its language. */
const OTHERS = import.meta.glob<{ readonly default: Catalogue }>(["./catalogues/*.ts", "!./catalogues/en.ts"]);

let spoken = "en";

/** The language and region (BCP 47) in which texts, dates and numbers are shown. */
export function locale(): string {
  return spoken;
}

/** Chooses the first of the reader's languages that has a catalogue, or English. */
export async function chooseLanguage(preferred: readonly string[]): Promise<void> {
  for (const tag of preferred) {
    const language = languageOf(tag);
    const load = OTHERS[`./catalogues/${language}.ts`];
    if (language === undefined || (load === undefined && language !== "en")) continue;
    if (load !== undefined) setCatalogue((await load()).default, language);
    spoken = tag;
    document.documentElement.lang = language;
    return;
  }
}

/** The language of a tag; `undefined` for an invalid tag, which a browser may copy from its system. */
function languageOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return undefined;
  }
}
