import type { Stack, StackParticipant } from "../../support/stack.ts";
import { GOVERNED, OWNER } from "./fuzz-stack.ts";
import type { Operation } from "./operations.ts";
import type { Plan } from "./plans.ts";
import type { Known, Pools } from "./pools.ts";

/** A request ready to send. */
export interface Outgoing {
  readonly operation: Operation;
  /** Path with the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | null;
  /** The value of the text. */
  readonly body: unknown;
  /** Its object, when it is known to exist. */
  readonly about: Known["params"] | undefined;
  readonly caller: string;
  readonly participant: StackParticipant;
}

/** Completes a plan with the known objects. */
export function outgoing(plan: Plan, operation: Operation, { participants }: Stack, pools: Pools): Outgoing {
  const known = operation.pool && plan.about !== undefined ? pools.pick(operation.pool, plan.about) : undefined;
  const names = Object.keys(participants).filter((name) => !GOVERNED.some((governed) => governed === name));
  const caller = plan.whole ? (known?.caller ?? OWNER) : (names[plan.caller % (names.length + 1)] ?? "nobody");
  const params = spared(operation, participants, { ...plan.path, ...known?.params });
  const path = operation.template.replace(/\{(\w+)\}/g, (_, name: string) => segment(params[name]));
  const body = pools.resolve(plan.body);
  const token = participants[caller]?.token;
  return {
    operation,
    url: path + queryText(pools.resolve(plan.query) as Record<string, unknown>),
    headers: {
      ...Object.fromEntries(Object.entries(plan.headers).map(([name, value]) => [name, sendable(value)])),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(plan.type !== undefined && { "content-type": plan.type }),
    },
    text: body === undefined ? null : plan.type?.includes("ndjson") ? lines(body) : JSON.stringify(body),
    body,
    about: known?.params,
    caller,
    participant: participants[caller] ?? (participants[OWNER] as StackParticipant),
  };
}

const GOVERNING = new Set([
  "setRoles",
  "setJurisdiction",
  "suspendParticipant",
  "reinstateParticipant",
  "addKey",
  "revokeKey",
]);

/** Never governs the participants that send the requests; otherwise soon none could send any. */
function spared({ id }: Operation, participants: Stack["participants"], params: Record<string, unknown>) {
  if (!GOVERNING.has(id)) return params;
  const [name] = Object.entries(participants).find(([, one]) => one.id === Number(params["id"])) ?? [];
  const isSpared = name !== undefined && !GOVERNED.some((governed) => governed === name);
  return isSpared ? { ...params, id: participants[GOVERNED[0]]?.id } : params;
}

/** A segment of a path: never empty, and never only dots, which clients would resolve. */
function segment(value: unknown): string {
  const text = encodeURIComponent(String(value).toWellFormed());
  return /^\.*$/.test(text) ? `%20${text}` : text;
}

function queryText(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((one) => one !== undefined)
      .map((one) => `${encoded(name)}=${encoded(one)}`),
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

const encoded = (value: unknown) =>
  encodeURIComponent((typeof value === "object" ? JSON.stringify(value) : String(value)).toWellFormed());

const lines = (body: unknown) => (Array.isArray(body) ? body : [body]).map((one) => JSON.stringify(one)).join("\n");

/** The characters that a client can put into a header field; raw-socket tests cover the others. */
const sendable = (value: string) => value.replace(/[^\t\x20-\x7e\x80-\xff]/g, "").trim();
