import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { EntryHash, ShipmentId } from "../../../src/domain/entry.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import type { Submission } from "../../../src/api/submission.ts";
import { gatewayClient, type Answer } from "../../support/gateway-client.ts";
import type { StackParticipant } from "../../support/stack.ts";
import type { MemberName, PlannedEntry, Step, Story } from "./plan-work.ts";

/** An acknowledged entry, and the last answer about it. */
export interface Promised {
  readonly planned: PlannedEntry;
  submission: ToldSubmission;
}

/** The reported part of a submission. When a lost answer is requested again, a recorded one has no id. */
type ToldSubmission = Pick<Submission, "shipment" | "commitment" | "state" | "entry" | "refusal"> & {
  readonly id: number | undefined;
};

/** A judged entry of a story, and the hash that it had when it was reported as recorded. */
interface Judged {
  readonly promised: Promised;
  readonly entry: EntryHash | null;
}

export interface ClientsParts {
  /** The current addresses of the gateways. A client changes to the next one when one does not answer. */
  readonly urls: () => readonly string[];
  readonly participants: Readonly<Record<string, StackParticipant>>;
  /** Whether the chain may be reorganised: then an entry's head may disappear, and repeated reads may differ. */
  readonly chainMayReorganise: boolean;
}

/** Milliseconds after which a request counts as stuck. */
const MAX_ANSWER_MS = 60_000;

/** Longest pause of the tests in milliseconds, even when a gateway asks for more. */
const MAX_PAUSE_MS = 250;

/** A client's request that failed permanently. */
class GaveUp extends Error {}

/**
 * Clients that carry out stories during faults without losing or doubling a request. They repeat unanswered requests
 * under the same key until they are acknowledged, and remember every acknowledgement.
 */
export class Clients {
  readonly promised: Promised[] = [];
  /** Violated promises, as sentences. */
  readonly violations: string[] = [];
  /** Number of answers by status; 0 means no answer. */
  readonly answers = new Map<number, number>();
  /** Number of repeated reads of entries that were readable. */
  reads = 0;
  readonly #parts: ClientsParts;
  readonly #units = new Map<ShipmentId, ShipmentId>();
  readonly #entries = new Map<EntryHash, EntryHash>();
  readonly #readable: { readonly hash: EntryHash; readonly author: MemberName }[] = [];
  #turn = 0;
  #isOver = false;

  constructor(parts: ClientsParts) {
    this.#parts = parts;
  }

  /** Ids of the opened units on chain. */
  get shipments(): ReadonlySet<ShipmentId> {
    return new Set(this.#units.values());
  }

  /** Carries out a story to its end, or until all work is called off. */
  async play(story: Story): Promise<void> {
    const open: Promised[] = [];
    const judged: Judged[] = [];
    let isOnPlan = true;
    const judge = async (promised: Promised) => {
      isOnPlan &&= await this.#judge(promised, judged);
      judged.push({ promised, entry: promised.submission.entry });
    };
    try {
      for (const [index, step] of story.entries()) {
        const before = story[index - 1];
        const author = step.entries[0]?.author;
        const needsAll =
          before?.waits === true ||
          before?.entries[0]?.author !== author ||
          step.way === "self-custody" ||
          [...step.entries, ...(before?.entries ?? [])].some(({ looksBeyond }) => looksBeyond) ||
          step.entries.some(({ refersTo }) => refersTo !== undefined && "entry" in refersTo);
        if (needsAll) for (const promised of open.splice(0)) await judge(await this.settled(promised));
        const { accepted, reasons } = await this.#carryOut(step);
        open.push(...accepted);
        if (accepted.length < step.entries.length) isOnPlan = this.#turnedDown(step, accepted, reasons, isOnPlan);
      }
      for (const promised of open) await judge(await this.settled(promised));
    } catch (error) {
      if (!(error instanceof GaveUp)) throw error;
    }
  }

  /** Opens a unit and waits until it is recorded. @returns the milliseconds of the wait. */
  async probe(): Promise<number> {
    const begun = Date.now();
    const id = `0x${randomUUID().replaceAll("-", "").repeat(2)}` as const;
    const entry: PlannedEntry = {
      id,
      author: "trader",
      kind: "Consign",
      unit: id,
      counterparty: undefined,
      refersTo: undefined,
      looksBeyond: false,
      isLawful: true,
    };
    await this.play([{ way: "single", entries: [entry], waits: true, isRepeated: false, isRaced: false }]);
    return Date.now() - begun;
  }

  /** Repeatedly reads entries that were readable, until all work is called off. */
  async readSteadily(): Promise<void> {
    while (!this.#isOver) {
      await sleep(20);
      const known = this.#readable[this.reads % Math.max(1, this.#readable.length)];
      if (known === undefined) continue;
      const { hash, author } = known;
      const { status } = await this.#ask(author, (client) => client.get(`/v1/entries/${hash}`)).catch(gaveUp);
      this.reads += 1;
      if (status !== 200 && status !== 0 && !this.#parts.chainMayReorganise) {
        this.violations.push(`entry ${hash}, which was readable, is answered with ${status}`);
      }
    }
  }

  /** Ends all pending work. */
  callOff(): void {
    this.#isOver = true;
  }

  /** Waits until the gateway reports the outcome. */
  async settled(promised: Promised): Promise<Promised> {
    const { author } = promised.planned;
    while (promised.submission.id !== undefined) {
      const { status, body } = await this.#ask(author, (client) =>
        client.get(`/v1/submissions/${promised.submission.id}`),
      );
      if (status !== 200) this.violations.push(`submission ${promised.submission.id} is answered with ${status}`);
      else promised.submission = body as Submission;
      if (promised.submission.state !== "accepted") break;
      await sleep(30);
    }
    const { entry, state } = promised.submission;
    if (state === "recorded" && entry !== null) {
      this.#entries.set(promised.planned.id, entry);
      this.#readable.push({ hash: entry, author });
    }
    return promised;
  }

  /** Whether the outcome is as planned, given that all earlier ones of the story were. */
  async #judge({ planned, submission }: Promised, before: readonly Judged[]): Promise<boolean> {
    if (isAsPlanned({ planned, submission })) return true;
    if (this.#parts.chainMayReorganise) {
      // The order of entries on different shipments is then not promised (SECURITY.md, Known limits). An entry that
      // precedes the opening of its unit is sent again.
      if (LOOK_AT_OTHERS.has(planned.kind) && submission.refusal?.facts["current"] !== "Unknown") return false;
      // An author that signs its own entries chooses their head, which a reorganisation may remove.
      if (submission.refusal?.code === "ShipmentLedgerStale") return false;
      // The entries before it may have another outcome on the other chain, after they were reported.
      for (const { promised, entry } of before) {
        const now = await this.settled(promised);
        if (!isAsPlanned(now) || now.submission.entry !== entry) return false;
      }
    }
    this.violations.push(
      `${planned.kind} by ${planned.author}, which is ${planned.isLawful ? "lawful" : "unlawful"}, was ${submission.state}` +
        ` ${JSON.stringify(submission.refusal)}`,
    );
    return false;
  }

  #turnedDown(step: Step, accepted: readonly Promised[], reasons: readonly string[], isOnPlan: boolean): boolean {
    const taken = new Set(accepted.map(({ planned }) => planned.id));
    const lawful = step.entries.filter(({ id, isLawful }) => isLawful && !taken.has(id));
    if (lawful.length === 0) return isOnPlan;
    if (isOnPlan && !this.#parts.chainMayReorganise) {
      const what = lawful.map(({ kind, author }) => `${kind} by ${author}`).join();
      this.violations.push(
        `lawful ${what} was not accepted: ${reasons.join() || "an entry or unit that it names was not recorded"}`,
      );
    }
    return false;
  }

  /** @returns the accepted submissions, and the codes of the other entries' refusals. */
  async #carryOut(step: Step): Promise<{ accepted: Promised[]; reasons: string[] }> {
    const entries = step.entries.filter((entry) => this.#draftOf(entry) !== undefined);
    const [first] = entries;
    if (first === undefined) return { accepted: [], reasons: [] };
    const drafts = entries.map((entry) => this.#draftOf(entry));
    const headers = { "idempotency-key": randomUUID() };
    let path = "/v1/entries";
    let body: unknown = drafts[0];
    if (step.way === "bulk") [path, body] = ["/v1/entries/bulk", drafts];
    if (step.way === "self-custody") {
      const prepared = await this.#ask(first.author, (client) => client.post("/v1/entries/prepare", drafts[0]));
      if (prepared.status !== 200) return { accepted: [], reasons: [prepared.body.code] };
      const signature = this.#parts.participants[first.author]?.key.sign(prepared.body.hash);
      [path, body] = ["/v1/entries/signed", { prepared: prepared.body.prepared, signature }];
    }
    const post = () => this.#ask(first.author, (client) => client.post(path, body, headers));
    const answers = await Promise.all(step.isRaced ? [post(), post()] : [post()]);
    if (step.isRepeated) answers.push(await post());
    const told = answers.map((answer) => promisesOf(answer));
    for (const [index, { id, kind }] of entries.entries()) {
      // Each acceptance has a new salt, so that its commitment identifies it.
      const commitments = new Set(told.flatMap((promises) => promises[index]?.commitment ?? []));
      if (commitments.size > 1) this.violations.push(`one key was answered with several submissions of ${kind} ${id}`);
    }
    const accepted = entries.flatMap((planned, index) => {
      const submission = told.find((promises) => promises[index] !== undefined)?.[index];
      if (submission === undefined) return [];
      if (planned.kind === "Consign") this.#units.set(planned.unit, submission.shipment);
      const promised = { planned, submission };
      this.promised.push(promised);
      return [promised];
    });
    const reasons = answers.flatMap(({ body }) => [
      ...(body?.code === undefined ? [] : [String(body.code)]),
      ...(body?.results ?? []).flatMap((result: { refusal?: { code: string } }) => result.refusal?.code ?? []),
    ]);
    return { accepted, reasons };
  }

  /** The request for an entry; `undefined` when an entry or unit that it names was never recorded. */
  #draftOf({ kind, unit, counterparty, refersTo, id }: PlannedEntry): JsonObject | undefined {
    const named = refersTo && ("unit" in refersTo ? this.#nameOf(refersTo.unit) : this.#entries.get(refersTo.entry));
    if (refersTo !== undefined && named === undefined) return undefined;
    const other = counterparty && this.#parts.participants[counterparty]?.id;
    return {
      kind,
      shipment: kind === "Consign" ? identifierOf(unit) : this.#nameOf(unit),
      payload: { plan: id, ...DUE_PROCESS },
      ...(named && { refersTo: named }),
      ...(other && { counterparty: other }),
    };
  }

  /** A unit's id, or its identifier before its opening was answered, in the request that opens it. */
  #nameOf(unit: ShipmentId): string {
    return this.#units.get(unit) ?? identifierOf(unit);
  }

  /** Repeats a request until the answer is not a request to try later. @throws GaveUp when all work is called off. */
  async #ask(
    author: MemberName,
    request: (client: ReturnType<typeof gatewayClient>) => Promise<Answer>,
  ): Promise<Answer> {
    const token = this.#parts.participants[author]?.token ?? "";
    for (;;) {
      if (this.#isOver) throw new GaveUp();
      const urls = this.#parts.urls();
      const url = urls[this.#turn++ % Math.max(1, urls.length)] ?? "http://127.0.0.1:9";
      const hung = new AbortController();
      const answer = await Promise.race([
        request(gatewayClient(url, token)).catch(() => undefined),
        sleep(MAX_ANSWER_MS, "hung" as const, { signal: hung.signal }).catch(() => undefined),
      ]);
      hung.abort();
      if (answer === "hung") this.violations.push(`a request got no answer for ${MAX_ANSWER_MS / 1_000} s`);
      const status = typeof answer === "object" ? answer.status : 0;
      this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
      if (typeof answer === "object" && status < 429) return answer;
      if (typeof answer === "object") this.#requireManners(answer);
      await sleep(MAX_PAUSE_MS * (0.2 + Math.random()));
    }
  }

  /** An overloaded gateway must answer 503 with Retry-After. */
  #requireManners({ status, headers, body }: Answer): void {
    if (status !== 503 && status !== 429) this.violations.push(`answered ${status} ${JSON.stringify(body)}`);
    else if (headers.get("retry-after") === null) this.violations.push(`${status} ${body?.code} without Retry-After`);
  }
}

/** Kinds whose lawfulness also depends on other shipments. */
const LOOK_AT_OTHERS: ReadonlySet<string> = new Set(["Load", "Unload", "Close"]);

const isAsPlanned = ({ planned, submission }: Promised) => (submission.state === "recorded") === planned.isLawful;

function promisesOf({ status, body }: Answer): (ToldSubmission | undefined)[] {
  if (Array.isArray(body?.results)) return body.results.map((result: { submission?: Submission }) => result.submission);
  if (status === 202) return [body as Submission];
  const { hash: entry, shipment, commitment } = body ?? {};
  return [
    status === 201 ? { id: undefined, shipment, commitment, state: "recorded", entry, refusal: null } : undefined,
  ];
}

const identifierOf = (unit: ShipmentId) => `urn:example:${unit.slice(2, 34)}`;

const gaveUp = (error: unknown) => {
  if (error instanceof GaveUp) return { status: 0 };
  throw error;
};

/** Members that satisfy the requirements of every kind. */
const DUE_PROCESS: JsonObject = {
  "portolan:itinerary": ["NLRTM", "CHBSL"],
  "portolan:reason": "checked at random",
  "portolan:legalBasis": "Regulation (EU) No 952/2013, Article 46",
  "portolan:officer": "NL-1138",
  "portolan:result": "conformant",
  "portolan:servedAt": "2026-03-01T10:00:00Z",
  "portolan:servedHow": "in person",
  "portolan:facts": "goods that the declaration does not name",
  "portolan:hearing": "waived",
  "portolan:clock": "us-cafra/notice",
};
