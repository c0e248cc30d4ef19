import { InvalidArgumentError } from "commander";

/** Makes the parser of an option whose value is a comma-separated list of these names. */
export function someOf<Name extends string>(names: readonly Name[]): (text: string) => readonly Name[] {
  const isName = (text: string): text is Name => names.some((name) => name === text);
  return (text) => {
    const chosen = text.split(",");
    if (!chosen.every(isName)) throw new InvalidArgumentError(`It is a comma-separated list of ${names.join(", ")}.`);
    return chosen;
  };
}
