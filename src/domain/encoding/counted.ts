const PLURALS = new Intl.PluralRules("en");

/** A number with its noun: `1 entry`, `2 entries`. */
export function counted(count: number, one: string, other = `${one}s`): string {
  return `${count} ${PLURALS.select(count) === "one" ? one : other}`;
}
