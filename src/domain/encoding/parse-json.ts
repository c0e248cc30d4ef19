import { PortolanError } from "../errors/portolan-error.ts";
import { describeCharacter } from "./unseen.ts";
import { PAYLOAD_LIMITS, type JsonLimits, type JsonValue } from "./json.ts";

/**
 * Reads one JSON text strictly, where `JSON.parse` would silently lose information.
 *
 * @param text JSON after RFC 8259, already decoded from UTF-8.
 * @throws `JsonMalformed`; `JsonTooLarge`, `JsonTooDeep`, `JsonTooManyValues` beyond `limits`; `JsonDuplicateMember`
 * (RFC 7493, 2.3); `JsonLoneSurrogate`; `JsonInexactNumber` for an integer that a double cannot represent, and for a
 * number that overflows or becomes zero; `PayloadReservedName` for `__proto__`, which a JavaScript object cannot hold
 * safely.
 */
export function parseJson(text: string, limits: JsonLimits = PAYLOAD_LIMITS): JsonValue {
  if (text.length > limits.characters) {
    throw new PortolanError("JsonTooLarge", { limit: limits.characters });
  }
  return new JsonReader(text, limits).readDocument();
}

const WHITESPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PLAIN_CHARACTERS = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const LITERALS = [
  ["true", true],
  ["false", false],
  ["null", null],
] as const;

class JsonReader {
  #position = 0;
  #values = 0;
  readonly #text: string;
  readonly #limits: JsonLimits;

  constructor(text: string, limits: JsonLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  readDocument(): JsonValue {
    const value = this.#value(0);
    this.#skipWhitespace();
    if (this.#position < this.#text.length) this.#fail("the end");
    return value;
  }

  #value(depth: number): JsonValue {
    if (++this.#values > this.#limits.values) {
      throw new PortolanError("JsonTooManyValues", { limit: this.#limits.values });
    }
    this.#skipWhitespace();
    switch (this.#text[this.#position]) {
      case "{":
        return this.#object(this.#deeper(depth));
      case "[":
        return this.#array(this.#deeper(depth));
      case '"':
        return this.#string();
      case "t":
      case "f":
      case "n":
        return this.#literal();
      default:
        return this.#number();
    }
  }

  #deeper(depth: number): number {
    if (depth === this.#limits.depth) throw new PortolanError("JsonTooDeep", { limit: this.#limits.depth });
    return depth + 1;
  }

  #object(depth: number): JsonValue {
    const members: Record<string, JsonValue> = {};
    this.#position++;
    if (this.#take("}")) return members;
    do {
      this.#skipWhitespace();
      const position = this.#position;
      const member = this.#string();
      if (member === "__proto__") throw new PortolanError("PayloadReservedName", { member });
      if (Object.hasOwn(members, member)) throw new PortolanError("JsonDuplicateMember", { member, position });
      this.#require(":");
      members[member] = this.#value(depth);
    } while (this.#take(","));
    this.#require("}");
    return members;
  }

  #array(depth: number): JsonValue {
    const elements: JsonValue[] = [];
    this.#position++;
    if (this.#take("]")) return elements;
    do elements.push(this.#value(depth));
    while (this.#take(","));
    this.#require("]");
    return elements;
  }

  #string(): string {
    const start = this.#position;
    if (this.#text[start] !== '"') this.#fail('"');
    this.#position++;
    this.#match(PLAIN_CHARACTERS);
    const escaped = this.#text[this.#position] === "\\";
    while (this.#text[this.#position] === "\\") {
      if (!this.#match(ESCAPE)) this.#fail("an escape sequence of JSON");
      this.#match(PLAIN_CHARACTERS);
    }
    if (this.#text[this.#position] !== '"') this.#fail('"');
    this.#position++;
    const value = escaped
      ? String(JSON.parse(this.#text.slice(start, this.#position)))
      : this.#text.slice(start + 1, this.#position - 1);
    if (!value.isWellFormed()) throw new PortolanError("JsonLoneSurrogate", {});
    return value;
  }

  #number(): number {
    const position = this.#position;
    if (!this.#match(NUMBER)) this.#fail("a value");
    const token = this.#text.slice(position, this.#position);
    const value = Number(token);
    if (!isFaithful(token, value)) throw new PortolanError("JsonInexactNumber", { position });
    return value;
  }

  #literal(): boolean | null {
    for (const [word, value] of LITERALS) {
      if (this.#text.startsWith(word, this.#position)) {
        this.#position += word.length;
        return value;
      }
    }
    return this.#fail("a value");
  }

  #skipWhitespace(): void {
    if (this.#text.charCodeAt(this.#position) <= 0x20) this.#match(WHITESPACE);
  }

  #take(token: string): boolean {
    this.#skipWhitespace();
    if (this.#text[this.#position] !== token) return false;
    this.#position++;
    return true;
  }

  #require(token: string): void {
    if (!this.#take(token)) this.#fail(token);
  }

  #match(pattern: RegExp): boolean {
    pattern.lastIndex = this.#position;
    if (!pattern.test(this.#text)) return false;
    this.#position = pattern.lastIndex;
    return true;
  }

  #fail(expected: string): never {
    const [found] = this.#text.slice(this.#position, this.#position + 2);
    throw new PortolanError("JsonMalformed", {
      position: this.#position,
      expected,
      found: found === undefined ? "the end" : describeCharacter(found),
    });
  }
}

/**
 * Whether a double represents the number: fractions may round, but integers must be exact, and no number may become
 * infinite or zero.
 */
function isFaithful(token: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (value === 0) return !/^[^eE]*[1-9]/.test(token);
  // Canonical JSON writes a large double as its shortest digits followed by zeros. These identify the double, although
  // they are not its exact value.
  return /[.eE]/.test(token) || String(value) === token || BigInt(token) === BigInt(value);
}
