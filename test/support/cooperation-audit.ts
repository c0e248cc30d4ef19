import type { Act, MatterId } from "../../src/domain/cooperation/act.ts";
import { type ActKind, actKindName } from "../../src/domain/cooperation/act-kind.ts";
import { GRACE } from "../../src/domain/cooperation/request-rules.ts";
import { type EntryHash, type ParticipantId, ZERO_BYTES32 } from "../../src/domain/entry.ts";

interface Agreement {
  readonly notice: number;
  readonly terms: string;
  readonly named: Set<ParticipantId>;
  readonly signed: Set<ParticipantId>;
  readonly suspendedBy: Set<ParticipantId>;
  readonly replaces: MatterId;
  /** Unix seconds; Infinity for never. */
  end: number;
}

interface Request {
  readonly agreement: MatterId;
  readonly requester: ParticipantId;
  /** Seconds in which the answerer's time ran, until the last act that stopped it. */
  ran: number;
  /** Unix seconds since when it runs; `undefined` while it stands still. */
  runsSince: number | undefined;
  /** Seconds that the answerer has in all. */
  readonly granted: number;
  /** Unix seconds at which the time was first due, and the seconds that told delays added. */
  delays: number;
  due: number;
}

interface JointCase {
  readonly agreement: MatterId;
  readonly terms: string;
  readonly convener: ParticipantId;
  readonly invited: Set<ParticipantId>;
  readonly members: Set<ParticipantId>;
  /** What each member last agreed to add, since the last change of the members or of the end, in seconds. */
  readonly consents: Map<ParticipantId, number>;
  isConcluded: boolean;
  /** Unix seconds. */
  end: number;
}

interface Handover {
  readonly recipient: ParticipantId;
  readonly originator: ParticipantId;
  readonly caveats: number;
  readonly consents: Set<ParticipantId>;
  signedCaveats: number | undefined;
  released: boolean;
  readonly content: string;
}

/** Whether a promise is kept, and the sentence that says how it is broken. */
type Kept = readonly [kept: boolean, broken: string];

/** The code of the outcome "lapsed". */
const LAPSED = 4;

/**
 * Replays the recorded acts of a ledger of cooperation from the first, with its own bookkeeping and none of the rules,
 * and names the promise that an act breaks.
 */
export class CooperationAudit {
  readonly #agreements = new Map<MatterId, Agreement>();
  readonly #requests = new Map<MatterId, Request>();
  readonly #handovers = new Map<EntryHash, Handover>();
  readonly #jointCases = new Map<MatterId, JointCase>();
  /** The caveats of each exhibit. */
  readonly #exhibits = new Map<EntryHash, number>();

  readonly #keepers: Readonly<Partial<Record<ActKind, (act: Act, time: number, hash: EntryHash) => void>>> = {
    Propose: (act) =>
      this.#agreements.set(act.matter, {
        notice: act.period,
        terms: act.commitment,
        named: new Set([act.author]),
        signed: new Set([act.author]),
        suspendedBy: new Set(),
        replaces: act.refersTo,
        end: act.until === 0 ? Infinity : act.until,
      }),
    Name: (act) => this.#agreements.get(act.matter)?.named.add(act.counterparty),
    Sign: (act, time) => this.#sign(act, time),
    Suspend: (act) => this.#agreements.get(act.matter)?.suspendedBy.add(act.author),
    Resume: (act) => this.#agreements.get(act.matter)?.suspendedBy.delete(act.author),
    Denounce: (act, time) => {
      const agreement = this.#agreements.get(act.matter);
      if (agreement) agreement.end = Math.min(agreement.end, time + agreement.notice);
    },
    Ask: (act, time) =>
      this.#requests.set(act.matter, {
        agreement: act.refersTo,
        requester: act.author,
        ran: 0,
        runsSince: time + GRACE,
        granted: act.period,
        delays: 0,
        due: time + GRACE + act.period,
      }),
    Offer: (act, _, hash) => this.#give(act, hash, act.author),
    Onward: (act, _, hash) => {
      const handover = this.#handovers.get(act.refersTo);
      handover?.consents.clear();
      this.#give(act, hash, handover?.originator ?? 0);
    },
    SignCaveats: (act) => {
      const handover = this.#handovers.get(act.refersTo);
      if (handover) handover.signedCaveats = act.codes;
    },
    Release: (act) => {
      const handover = this.#handovers.get(act.refersTo);
      if (handover) handover.released = true;
    },
    Consent: (act) => {
      const handover = this.#handovers.get(act.refersTo);
      handover?.consents.clear();
      handover?.consents.add(act.counterparty);
    },
    Convene: (act) =>
      this.#jointCases.set(act.matter, {
        agreement: act.refersTo,
        terms: act.commitment,
        convener: act.author,
        invited: new Set([act.author]),
        members: new Set([act.author]),
        consents: new Map(),
        isConcluded: false,
        end: act.until,
      }),
    Invite: (act) => this.#jointCases.get(act.matter)?.invited.add(act.counterparty),
    Join: (act) => this.#jointCases.get(act.matter)?.members.add(act.author),
    Prolong: (act) => this.#prolong(act),
    Leave: (act) => {
      const joint = this.#jointCases.get(act.matter);
      joint?.members.delete(act.author);
      joint?.invited.delete(act.author);
      joint?.consents.clear();
      if (joint && joint.members.size < 2) joint.isConcluded = true;
    },
    Conclude: (act) => {
      const joint = this.#jointCases.get(act.matter);
      if (joint) joint.isConcluded = true;
    },
    Exhibit: (act, _, hash) => this.#exhibits.set(hash, act.codes),
    Derive: (act, _, hash) => this.#exhibits.set(hash, act.codes),
  };

  /** @param time Unix seconds of the act's block. @returns the broken promise, or `undefined`. */
  observe(act: Act, hash: EntryHash, time: number): string | undefined {
    const kind = actKindName(act.kind);
    if (kind === undefined) return "An act of an unknown kind was recorded";
    const promises = [
      ...this.#promisesOfForce(kind, act, time),
      ...this.#promisesOfHandovers(kind, act),
      ...this.#promisesOfAgreements(kind, act),
      ...this.#promisesOfVersions(kind, act, time),
      ...this.#promisesOfTime(kind, act, time),
      ...this.#promisesOfJointCases(kind, act, time),
    ];
    const broken = promises.find(([kept]) => !kept)?.[1];
    if (broken !== undefined) return broken;
    this.#keepers[kind]?.(act, time, hash);
    const request = this.#requests.get(act.matter);
    return request && this.#run(kind, request, act, time);
  }

  #promisesOfForce(kind: ActKind, act: Act, time: number): Kept[] {
    const gives: readonly ActKind[] = ["Offer", "Onward", "Release", "Exhibit", "Derive", "Invite", "Join", "Prolong"];
    const opens = kind === "Ask" || kind === "Convene";
    if (!gives.includes(kind) && !opens) return [];
    const matter = this.#requests.get(act.matter) ?? this.#jointCases.get(act.matter);
    const agreement = opens ? act.refersTo : (matter?.agreement ?? act.matter);
    return [[this.#inForce(agreement, time), `A ${kind} was recorded while the agreement was not in force`]];
  }

  #promisesOfHandovers(kind: ActKind, act: Act): Kept[] {
    const handover = this.#handovers.get(act.refersTo);
    if (handover === undefined) return [];
    const { caveats, signedCaveats, released, content, consents, recipient, originator } = handover;
    const byRecipient: readonly ActKind[] = ["SignCaveats", "Decline", "Receipt", "Dispute", "Onward", "Erase"];
    const promises: readonly (readonly [kind: ActKind | undefined, kept: boolean, sentence: string])[] = [
      ["Release", signedCaveats === caveats, "A key was released before the recipient signed the caveats"],
      ["Receipt", released && act.commitment === content, "A receipt was recorded for what was not given"],
      ["Onward", consents.has(act.counterparty), "Information was passed on without the originator's consent"],
      ["Onward", (caveats & ~act.codes) === 0, "Information was passed on without one of its caveats"],
      ["Consent", originator === act.author, "Another than the originator consented"],
      [byRecipient.find((one) => one === kind), recipient === act.author, "Another than the recipient acted for it"],
    ];
    return promises.filter(([of]) => of === kind).map(([, kept, sentence]) => [kept, sentence]);
  }

  #promisesOfAgreements(kind: ActKind, act: Act): Kept[] {
    const agreement = this.#agreements.get(act.matter);
    if (agreement === undefined) return [];
    const { named, terms, signed, suspendedBy } = agreement;
    const isSigned = named.has(act.author) && terms === act.commitment;
    const isParty = signed.has(act.author);
    switch (kind) {
      case "Sign":
        return [[isSigned, "An agreement was signed with other terms or by an outsider"]];
      case "Suspend":
      case "Denounce":
        return [[isParty, "An outsider suspended or denounced an agreement"]];
      case "Resume":
        return [[suspendedBy.has(act.author), "A suspension was lifted by another than the party that suspends"]];
      default:
        return [];
    }
  }

  #promisesOfVersions(kind: ActKind, act: Act, time: number): Kept[] {
    const agreement = this.#agreements.get(act.matter);
    const replaced = this.#agreements.get(agreement?.replaces ?? ZERO_BYTES32);
    if (kind !== "Sign" || agreement === undefined || replaced === undefined) return [];
    const isLast = agreement.signed.size + 1 === agreement.named.size;
    const isAlive = isConcluded(replaced) && time < replaced.end;
    const hasAll = [...replaced.signed].every((party) => agreement.named.has(party));
    return [[!isLast || !isAlive || hasAll, "A new version came into force without a party of the old one"]];
  }

  #promisesOfTime(kind: ActKind, act: Act, time: number): Kept[] {
    const request = this.#requests.get(act.matter);
    if (request === undefined) return [];
    const movesTime = kind === "Return" || kind === "Delay" || kind === "Postpone";
    const lapses = kind === "Close" && act.code === LAPSED && act.author === request.requester;
    return [
      [!movesTime || time < request.due, "The answerer stopped or moved its time after it was up"],
      [!lapses || time >= request.due, "A request lapsed before its time was up"],
    ];
  }

  #promisesOfJointCases(kind: ActKind, act: Act, time: number): Kept[] {
    const joint = this.#jointCases.get(act.matter);
    if (joint === undefined) return [];
    const { members, invited, terms, convener } = joint;
    const isMember = members.has(act.author);
    const isRunning = !joint.isConcluded && time < joint.end;
    const isComplete = members.size === invited.size && members.size > 1;
    const byMembers: readonly ActKind[] = ["Exhibit", "Derive", "Offer", "Prolong", "Leave", "Conclude", "Invite"];
    const running: readonly ActKind[] = ["Exhibit", "Derive", "Offer", "Onward", "Release", "Prolong", "Leave"];
    const drops = ((this.#exhibits.get(act.refersTo) ?? 0) & ~act.codes) !== 0;
    const joins = invited.has(act.author) && act.commitment === terms && isRunning;
    return [
      [kind !== "Join" || joins, "Somebody joined uninvited, on other terms, or after the end"],
      [!byMembers.includes(kind) || isMember, `A ${kind} in a joint case was recorded of no member`],
      [
        !running.includes(kind) || (isRunning && isComplete),
        `A ${kind} was recorded in a joint case that is not active`,
      ],
      [kind !== "Derive" || this.#exhibits.has(act.refersTo), "An exhibit was derived from none"],
      [kind !== "Derive" || !drops, "A derived exhibit lacks a caveat of its source"],
      [kind !== "Conclude" || convener === act.author, "Another than the convener concluded a joint case"],
    ];
  }

  #prolong({ matter, author, period }: Act): void {
    const joint = this.#jointCases.get(matter);
    if (joint === undefined) return;
    // Another length is another proposal: what was agreed to before counts no more.
    if ([...joint.consents.values()].some((other) => other !== period)) joint.consents.clear();
    joint.consents.set(author, period);
    if (![...joint.members].every((member) => joint.consents.get(member) === period)) return;
    joint.end += period;
    joint.consents.clear();
  }

  /** The end of a joint case by this bookkeeping, Unix seconds; `undefined` for another matter. */
  endOf(matter: MatterId): number | undefined {
    return this.#jointCases.get(matter)?.end;
  }

  /** The members of a joint case by this bookkeeping; none for another matter. */
  membersOf(matter: MatterId): ReadonlySet<ParticipantId> {
    return this.#jointCases.get(matter)?.members ?? new Set();
  }

  #sign(act: Act, time: number): void {
    const agreement = this.#agreements.get(act.matter);
    agreement?.signed.add(act.author);
    const replaced = this.#agreements.get(agreement?.replaces ?? ZERO_BYTES32);
    if (agreement && isConcluded(agreement) && replaced) replaced.end = Math.min(replaced.end, time);
  }

  #give({ counterparty, codes, commitment }: Act, hash: EntryHash, originator: ParticipantId): void {
    this.#handovers.set(hash, {
      recipient: counterparty,
      originator,
      caveats: codes,
      consents: new Set(),
      signedCaveats: undefined,
      released: false,
      content: commitment,
    });
  }

  /** Adds up the answerer's time: it never has more than what was granted and what it told in time. */
  #run(kind: ActKind, request: Request, act: Act, time: number): string | undefined {
    if (kind === "Receive") request.runsSince = Math.min(request.runsSince ?? time, time);
    if (kind === "Return") {
      request.ran += time - (request.runsSince ?? time);
      request.runsSince = undefined;
      if (request.ran > request.granted + request.delays) return "Returns stretched the answerer's time";
    }
    if (kind === "Complete") request.runsSince = time;
    if (kind === "Delay" || kind === "Postpone") {
      request.delays += act.until - request.due;
      request.due = act.until;
    } else if (request.runsSince !== undefined)
      request.due = request.runsSince + request.granted + request.delays - request.ran;
    return undefined;
  }

  /** The time by which the answerer must act on a request, by this bookkeeping; `undefined` while it stands still. */
  dueOf(matter: MatterId): number | undefined {
    const request = this.#requests.get(matter);
    return request?.runsSince === undefined ? undefined : request.due;
  }

  #inForce(id: MatterId, time: number): boolean {
    const agreement = this.#agreements.get(id);
    return (
      agreement !== undefined && isConcluded(agreement) && agreement.suspendedBy.size === 0 && time < agreement.end
    );
  }
}

function isConcluded({ named, signed }: Agreement): boolean {
  return named.size > 1 && signed.size === named.size;
}
