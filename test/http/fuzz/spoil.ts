import fc from "fast-check";
import { anyJson, anyText } from "./schema-values.ts";

type Path = readonly (string | number)[];

const anything = fc.oneof(
  anyJson,
  anyText,
  fc.constantFrom<unknown>(null, "", 0, -1, 0.5, 1e308, 2 ** 32, 2 ** 53, [], {}, [[]], true, "x".repeat(3_000)),
);

/**
 * Slightly invalid values: one or two places of a valid value are removed, given another value or type, or get an
 * additional member.
 */
export function spoiled(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const blow = fc.record({
    place: fc.nat(),
    how: fc.constantFrom("replace", "remove", "add"),
    name: anyText,
    value: anything,
  });
  return fc.tuple(values, fc.array(blow, { minLength: 1, maxLength: 2 })).map(([value, blows]) =>
    blows.reduce((worse, { place, how, name, value: by }) => {
      const places = [...placesOf(worse)];
      return struck(worse, places[place % places.length] as Path, how, name, by);
    }, value),
  );
}

function* placesOf(value: unknown, path: Path = []): Generator<Path> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [name, part] of Object.entries(value)) yield* placesOf(part, [...path, name]);
}

function struck(value: unknown, [step, ...rest]: Path, how: string, name: string, by: unknown): unknown {
  if (step === undefined) {
    if (how !== "add" || typeof value !== "object" || value === null) return by;
    return Array.isArray(value) ? [...value, by] : withMember(value, name, by);
  }
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  const members = copy as Record<string, unknown>;
  if (rest.length === 0 && how === "remove") {
    if (Array.isArray(copy)) copy.splice(Number(step), 1);
    else Reflect.deleteProperty(members, step);
  } else members[step] = struck(members[step], rest, how, name, by);
  return copy;
}

/** Also for a name with a special meaning in an assignment, such as `__proto__`. */
function withMember(value: object, name: string, by: unknown): object {
  return Object.defineProperty({ ...value }, name, { value: by, enumerable: true, configurable: true, writable: true });
}
