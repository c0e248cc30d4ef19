import { setCatalogue, type Catalogue } from "./text.ts";

/** Languages beside English by the files that they are in; each is loaded by those alone who read it. */
const OTHERS = import.meta.glob<{ readonly default: Catalogue }>(["./catalogues/*.ts", "!./catalogues/en.ts"]);

let spoken = "en";

/** The language and region (BCP 47) in which texts, dates and numbers are shown. */
export function locale(): string {
  return spoken;
}

/** Takes the first of the reader's languages that there is a catalogue of, and English where there is none. */
export async function chooseLanguage(preferred: readonly string[]): Promise<void> {
  for (const tag of preferred) {
    const language = languageOf(tag);
    const load = OTHERS[`./catalogues/${language}.ts`];
    if (language === undefined || (load === undefined && language !== "en")) continue;
    if (load !== undefined) setCatalogue((await load()).default);
    spoken = tag;
    document.documentElement.lang = language;
    return;
  }
}

/** The language of a tag; `undefined` where it is none, since a browser takes over what its system calls its language. */
function languageOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return undefined;
  }
}
