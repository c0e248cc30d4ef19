/** The parameters of an existing object, and its owner. */
export interface Known {
  readonly params: Readonly<Record<string, unknown>>;
  readonly caller: string;
}

const KEPT = 40;
const MARK = "\u{f0000}";

/** The known objects, by their path. The latest ones stay. */
export class Pools {
  readonly #pools = new Map<string, Known[]>();

  add(pool: string, params: Known["params"], caller: string): void {
    const known = this.#pools.get(pool) ?? [];
    if (known.some((one) => JSON.stringify(one.params) === JSON.stringify(params))) return;
    this.#pools.set(pool, [...known, { params, caller }].slice(-KEPT));
  }

  forget(pool: string, params: Known["params"]): void {
    const gone = JSON.stringify(params);
    this.#pools.set(
      pool,
      (this.#pools.get(pool) ?? []).filter((one) => JSON.stringify(one.params) !== gone),
    );
  }

  pick(pool: string, index: number): Known | undefined {
    const known = this.#pools.get(pool) ?? [];
    return known[index % Math.max(known.length, 1)];
  }

  /** A value with every stand-in replaced by the last parameter of its object. */
  resolve(value: unknown): unknown {
    if (typeof value === "string") return value.startsWith(MARK) ? this.#standsFor(value.slice(MARK.length)) : value;
    if (Array.isArray(value)) return value.map((item) => this.resolve(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, this.resolve(part)]));
  }

  #standsFor(reference: string): unknown {
    const [index = "", pool = "", instead] = reference.split("\n");
    const value = Object.values(this.pick(pool, Number(index))?.params ?? {}).at(-1);
    return instead === undefined ? value : forged(String(value), instead);
  }
}

/** An opaque token whose last value is replaced; any other text when the token is unreadable. */
function forged(token: string, instead: string): string {
  try {
    const said = JSON.parse(Buffer.from(token, "base64url").toString()) as unknown[];
    return Buffer.from(JSON.stringify(said.with(-1, JSON.parse(instead)))).toString("base64url");
  } catch {
    return Buffer.from(instead).toString("base64url");
  }
}

/**
 * A text that stands for an object of a pool until a request is sent.
 *
 * @param instead JSON that replaces the last value of a token, which forges it.
 */
export function standIn(pool: string, index: number, instead?: string): string {
  return MARK + [index, pool, ...(instead === undefined ? [] : [instead])].join("\n");
}
