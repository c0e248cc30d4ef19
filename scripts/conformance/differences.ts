import type { JsonValue } from "../../src/domain/encoding/json.ts";

const TIME = /^\d{4}-\d\d-\d\dT/;

/**
 * Finds where an answer differs from the captured value. Members that only the answer's outermost object has, such as
 * recordTime, are no difference; a time may be in another notation.
 *
 * @returns the paths of the different values, such as `sensorElementList/0/sensorReport`.
 */
export function differences(captured: JsonValue, answered: JsonValue | undefined, path = ""): string[] {
  if (typeof captured !== "object" || captured === null) return isEqual(captured, answered) ? [] : [path];
  if (typeof answered !== "object" || answered === null) return [path];
  const found = new Map(Object.entries(answered));
  const added = path === "" ? [] : [...found.keys()].filter((name) => !Object.hasOwn(captured, name));
  const below = (name: string) => (path === "" ? name : `${path}/${name}`);
  return [
    ...Object.entries(captured).flatMap(([name, value]) => differences(value, found.get(name), below(name))),
    ...added.map(below),
  ];
}

function isEqual(captured: JsonValue, answered: JsonValue | undefined): boolean {
  if (captured === answered) return true;
  if (typeof captured !== "string" || typeof answered !== "string") return false;
  return TIME.test(captured) && Date.parse(captured) === Date.parse(answered);
}
