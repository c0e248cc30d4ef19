import { ACT_KIND_NAMES, ACT_KINDS, type ActKind } from "../../../src/domain/cooperation/act-kind.ts";
import {
  AGREEMENT_STATES,
  JOINT_CASE_STATES,
  MATTER_STATES,
  type MatterState,
} from "../../../src/domain/cooperation/matter-state.ts";
import { ROLES } from "../../../src/domain/rules/role.ts";
import { apply } from "./apply.ts";
import type { PlantedBug } from "./planted-bug.ts";
import type { TransitionPath } from "./transition-path.ts";
import { all, any, implies, is, isAtMost, isNot, isOneOf, not, plus } from "./truth.ts";
import { constant, type Word } from "./word.ts";

/** One act with the situations before it and after it, by the paths of their fields. */
export interface ActStep {
  readonly act: (path: string) => Word;
  readonly before: (path: string) => Word;
  readonly after: (path: string) => Word;
}

/** A statement about every act of some kinds in every sound situation. */
export interface CooperationInvariant {
  readonly sentence: string;
  readonly kinds: readonly ActKind[];
  readonly outcome: TransitionPath["outcome"];
  readonly holds: (step: ActStep) => Word;
  /** Breaks the invariant: the proof must find it, otherwise the proof is void. */
  readonly plantedBug: PlantedBug;
}

const NINETY_DAYS = 90 * 86_400;
const MAX_UINT32 = 2 ** 32 - 1;
const MATTER = ["state", "sequence", "opener", "answerer", "parties", "signed", "suspensions", "agreeing"];
const ENDS = ["endsAt", "period", "code", "measures", "round"];
const SEAT = ["directions", "named", "signed", "suspended", "task", "round"];
const ITEM = ["state", "author", "recipient", "originator", "consentTo", "code", "caveats", "until", "jurisdiction"];
const FIELDS = [
  ...["matter", "basis"].flatMap((record) => [...MATTER, ...ENDS].map((field) => `${record}.${field}`)),
  ...["seat", "otherSeat", "basisSeat", "otherBasisSeat"].flatMap((seat) => SEAT.map((field) => `${seat}.${field}`)),
  ...["item", "newItem"].flatMap((item) => ITEM.map((field) => `${item}.${field}`)),
];

const isIn = (state: Word, ...states: readonly MatterState[]): Word =>
  isOneOf(
    state,
    states.map((name) => MATTER_STATES.indexOf(name)),
  );

const isBefore = (a: Word, b: Word): Word => not(isAtMost(b, a));

const isInForce = ({ before }: ActStep, record: string): Word =>
  all(
    isIn(before(`${record}.state`), "InForce"),
    any(is(before(`${record}.endsAt`), 0), isBefore(before("time"), before(`${record}.endsAt`))),
  );

const changes = ({ before, after }: ActStep, path: string): Word => isNot(after(path), before(path));

/** The members of `set` that `other` lacks. */
const lacking = (set: Word, other: Word): Word => apply("and", set, apply("not", other));

/**
 * Assumptions about the input: no request has more time left than 32 bits of seconds, because every act that sets a time
 * gives at most that, and time only passes.
 */
export function soundAct({ before }: ActStep): Word {
  return implies(
    isIn(before("matter.state"), "Received", "Incomplete"),
    isAtMost(before("matter.endsAt"), plus(before("time"), MAX_UINT32)),
  );
}

/** All invariants of the rules of cooperation. */
export const COOPERATION_INVARIANTS: readonly CooperationInvariant[] = [
  {
    sentence:
      "Nothing is asked, offered, passed on, released, convened, joined or prolonged while the agreement is not in force",
    kinds: ["Ask", "Offer", "Onward", "Release", "Convene", "Invite", "Join", "Prolong"],
    outcome: "allowed",
    holds: (step) =>
      any(
        all(isIn(step.before("matter.state"), ...AGREEMENT_STATES), isInForce(step, "matter")),
        all(not(isIn(step.before("matter.state"), ...AGREEMENT_STATES)), isInForce(step, "basis")),
      ),
    plantedBug: {
      source: "libraries/Cooperation",
      rule: "_checkRule",
      right: "rule.has(ActRules.COVERED)",
      wrong: "rule.has(ActRules.NEW_ITEM)",
    },
  },
  {
    sentence:
      "A key is released only by the giver, to an active recipient that signed the caveats, before the offer ends",
    kinds: ["Release"],
    outcome: "allowed",
    holds: ({ act, before }) =>
      all(
        isIn(before("item.state"), "CaveatsSigned"),
        isBefore(before("time"), before("item.until")),
        is(before("item.author"), act("author")),
        isNot(before("otherRoles"), 0),
      ),
    plantedBug: {
      source: "libraries/ActRules",
      rule: "_ruleOfHandover",
      right: "States.CAVEATS_SIGNED",
      wrong: "States.CAVEATS_SIGNED | States.OFFERED",
    },
  },
  {
    sentence: "Only the recipient signs the caveats, and exactly those of the offer",
    kinds: ["SignCaveats"],
    outcome: "allowed",
    holds: ({ act, before, after }) =>
      all(
        is(before("item.recipient"), act("author")),
        is(before("item.caveats"), act("codes")),
        is(after("item.caveats"), act("codes")),
      ),
    plantedBug: {
      source: "libraries/HandoverRules",
      rule: "signCaveats",
      right: "act.codes != caveats",
      wrong: "act.codes & ~caveats != 0",
    },
  },
  {
    sentence: "A receipt has the digest of the offer",
    kinds: ["Receipt"],
    outcome: "allowed",
    holds: ({ act, before }) => all(is(act("commitment"), before("content")), isIn(before("item.state"), "Released")),
    plantedBug: {
      source: "libraries/HandoverRules",
      rule: "receipt",
      right: "act.commitment != situation.content",
      wrong: "act.commitment == 0",
    },
  },
  {
    sentence:
      "Information is passed on once for each consent of its originator, who stays, and with all of its caveats",
    kinds: ["Onward"],
    outcome: "allowed",
    holds: ({ act, before, after }) =>
      all(
        is(before("item.consentTo"), act("counterparty")),
        is(after("item.consentTo"), 0),
        is(after("newItem.originator"), before("item.originator")),
        is(lacking(before("item.caveats"), after("newItem.caveats")), 0),
      ),
    plantedBug: {
      source: "libraries/HandoverRules",
      rule: "onward",
      right: "parent.originator()",
      wrong: "act.author",
    },
  },
  {
    sentence: "A Return keeps what remains of the answerer's time, and a Complete gives it back",
    kinds: ["Return", "Complete"],
    outcome: "allowed",
    holds: ({ act, before, after }) =>
      any(
        all(
          is(act("kind"), ACT_KINDS.Return),
          isBefore(before("time"), before("matter.endsAt")),
          is(plus(before("time"), after("matter.period")), before("matter.endsAt")),
        ),
        all(
          is(act("kind"), ACT_KINDS.Complete),
          is(after("matter.endsAt"), plus(before("time"), before("matter.period"))),
        ),
      ),
    plantedBug: {
      source: "libraries/RequestRules",
      rule: "return_",
      right: "matter.endsAt() - time",
      wrong: "matter.endsAt() + GRACE - time",
    },
  },
  {
    sentence: "The answerer's time ends later only by a delay or a postponement that it told before",
    kinds: ["Receive", "Accept", "Refuse", "Answer", "Delay", "Postpone"],
    outcome: "allowed",
    holds: ({ act, before, after }) =>
      implies(
        isBefore(before("matter.endsAt"), after("matter.endsAt")),
        all(
          isOneOf(act("kind"), [ACT_KINDS.Delay, ACT_KINDS.Postpone]),
          isBefore(before("time"), before("matter.endsAt")),
          is(after("matter.endsAt"), act("until")),
        ),
      ),
    plantedBug: {
      source: "libraries/RequestRules",
      rule: "delay",
      right: "time >= matter.endsAt()",
      wrong: "time > matter.endsAt()",
    },
  },
  {
    sentence: "An agreement is in force only when each party signed the terms of the proposer",
    kinds: ["Sign"],
    outcome: "allowed",
    holds: ({ act, before, after }) =>
      all(
        is(act("commitment"), before("terms")),
        before("seat.named"),
        not(before("seat.signed")),
        is(after("matter.signed"), plus(before("matter.signed"), 1)),
        implies(isIn(after("matter.state"), "InForce"), is(after("matter.signed"), after("matter.parties"))),
      ),
    plantedBug: {
      source: "libraries/AgreementRules",
      rule: "checkSigner",
      right: "act.commitment != situation.terms",
      wrong: "act.commitment == 0",
    },
  },
  {
    sentence: "A new version ends the old agreement only in force and with all parties of the old one",
    kinds: ["Sign"],
    outcome: "allowed",
    holds: (step) =>
      implies(
        changes(step, "basis.state"),
        all(
          is(step.before("matter.agreeing"), step.before("basis.parties")),
          isIn(step.after("matter.state"), "InForce"),
          isIn(step.after("basis.state"), "Ended"),
        ),
      ),
    plantedBug: {
      source: "libraries/AgreementRules",
      rule: "sign",
      right: "matter.agreeing() != basis.parties()",
      wrong: "matter.agreeing() > basis.parties()",
    },
  },
  {
    sentence: "A party suspends at once, and nobody else lifts its suspension",
    kinds: ["Suspend", "Resume"],
    outcome: "allowed",
    holds: ({ act, before, after }) =>
      any(
        all(is(act("kind"), ACT_KINDS.Suspend), isIn(after("matter.state"), "Suspended"), after("seat.suspended")),
        all(
          is(act("kind"), ACT_KINDS.Resume),
          before("seat.suspended"),
          is(isIn(after("matter.state"), "InForce"), is(after("matter.suspensions"), 0)),
        ),
      ),
    plantedBug: {
      source: "libraries/AgreementRules",
      rule: "resume",
      right: "!situation.seat.suspended()",
      wrong: "matter.suspensions() == 0",
    },
  },
  {
    sentence: "A denunciation ends the agreement after its notice, and never later than it would end",
    kinds: ["Denounce"],
    outcome: "allowed",
    holds: ({ before, after }) =>
      all(
        is(after("matter.endsAt"), plus(before("time"), before("matter.period"))),
        implies(isNot(before("matter.endsAt"), 0), isBefore(after("matter.endsAt"), before("matter.endsAt"))),
        before("seat.signed"),
      ),
    plantedBug: {
      source: "libraries/AgreementRules",
      rule: "denounce",
      right: "situation.time + matter.period()",
      wrong: "situation.time",
    },
  },
  {
    sentence: "A request lapses only after its time, and by the side that waited",
    kinds: ["Close"],
    outcome: "allowed",
    holds: ({ act, before }) => {
      const incomplete = isIn(before("matter.state"), "Incomplete");
      return implies(
        is(act("code"), 4),
        all(
          isAtMost(before("matter.endsAt"), before("time")),
          implies(incomplete, is(act("author"), before("matter.answerer"))),
          implies(not(incomplete), is(act("author"), before("matter.opener"))),
        ),
      );
    },
    plantedBug: {
      source: "libraries/RequestRules",
      rule: "_checkLapse",
      right: "situation.time < matter.endsAt()",
      wrong: "situation.time + 1 < matter.endsAt()",
    },
  },
  {
    sentence: "A request is satisfied only by the requester, after an answer",
    kinds: ["Close"],
    outcome: "allowed",
    holds: ({ act, before }) =>
      implies(
        isOneOf(act("code"), [1, 2]),
        all(is(act("author"), before("matter.opener")), isIn(before("matter.state"), "Answered")),
      ),
    plantedBug: {
      source: "libraries/RequestRules",
      rule: "close",
      right: "act.code != WITHDRAWN",
      wrong: "act.code > WITHDRAWN",
    },
  },
  {
    sentence:
      "A seal ends at most 90 days from now, and only another tribunal of its jurisdiction extends it before its end",
    kinds: ["Seal", "ExtendSeal"],
    outcome: "allowed",
    holds: ({ act, before, after }) =>
      any(
        all(
          is(act("kind"), ACT_KINDS.Seal),
          isAtMost(after("newItem.until"), plus(before("time"), NINETY_DAYS)),
          is(after("newItem.jurisdiction"), before("jurisdiction")),
        ),
        all(
          is(act("kind"), ACT_KINDS.ExtendSeal),
          isNot(apply("and", before("roles"), constant(ROLES.tribunal)), 0),
          is(before("jurisdiction"), before("item.jurisdiction")),
          isNot(act("author"), before("item.author")),
          isBefore(before("time"), before("item.until")),
          isAtMost(after("item.until"), plus(before("time"), NINETY_DAYS)),
        ),
      ),
    plantedBug: {
      source: "libraries/SealRules",
      rule: "extendSeal",
      right: "situation.jurisdiction != item.jurisdiction()",
      wrong: "situation.jurisdiction == 0",
    },
  },
  {
    sentence: "Nobody is a member of a joint case without its own signature of the convener's terms",
    kinds: ["Invite", "Join"],
    outcome: "allowed",
    holds: ({ act, before, after }) =>
      any(
        all(is(act("kind"), ACT_KINDS.Invite), not(after("otherSeat.signed")), before("otherBasisSeat.signed")),
        all(
          is(act("kind"), ACT_KINDS.Join),
          before("seat.named"),
          is(act("commitment"), before("terms")),
          is(after("matter.signed"), plus(before("matter.signed"), 1)),
          implies(isIn(after("matter.state"), "Active"), is(after("matter.signed"), after("matter.parties"))),
        ),
      ),
    plantedBug: {
      source: "libraries/JointCaseRules",
      rule: "invite",
      right: "withNamed(true)",
      wrong: "withNamed(true).withSigned(true)",
    },
  },
  {
    sentence: "Nothing is exhibited, derived, offered, passed on or released in a joint case that has ended",
    kinds: ["Exhibit", "Derive", "Offer", "Onward", "Release"],
    outcome: "allowed",
    holds: (step) =>
      implies(
        isIn(step.before("matter.state"), ...JOINT_CASE_STATES),
        all(
          isIn(step.before("matter.state"), "Active"),
          any(is(step.before("matter.endsAt"), 0), isBefore(step.before("time"), step.before("matter.endsAt"))),
          isInForce(step, "basis"),
        ),
      ),
    plantedBug: {
      source: "libraries/ActRules",
      rule: "_ruleOfJointCase",
      right: "States.ACTIVE, 0, BASES",
      wrong: "States.JOINT_CASE, 0, BASES",
    },
  },
  {
    sentence:
      "An exhibit is its contributor's, and a derived one has every caveat of its source, its basis and its originator",
    kinds: ["Exhibit", "Derive"],
    outcome: "allowed",
    holds: ({ act, before, after }) =>
      all(
        before("seat.signed"),
        is(after("newItem.author"), act("author")),
        is(after("newItem.caveats"), act("codes")),
        any(
          all(is(act("kind"), ACT_KINDS.Exhibit), is(after("newItem.originator"), act("author"))),
          all(
            is(act("kind"), ACT_KINDS.Derive),
            isIn(before("item.state"), "Exhibited"),
            is(lacking(before("item.caveats"), after("newItem.caveats")), 0),
            is(after("newItem.code"), before("item.code")),
            is(after("newItem.originator"), before("item.originator")),
          ),
        ),
      ),
    plantedBug: {
      source: "libraries/JointCaseRules",
      rule: "derive",
      right: "caveats & ~act.codes != 0",
      wrong: "caveats != 0 && act.codes == 0",
    },
  },
  {
    sentence: "A joint case ends later only once each member agreed to the same prolongation, which a leave resets",
    kinds: ["Prolong", "Leave"],
    outcome: "allowed",
    holds: ({ act, before, after }) => {
      const isSame = is(before("matter.period"), act("period"));
      const hasAgreed = is(before("seat.round"), before("matter.round"));
      const isLater = isNot(after("matter.endsAt"), before("matter.endsAt"));
      const agree = (count: Word): Word =>
        any(
          all(isSame, not(hasAgreed), is(count, plus(before("matter.agreeing"), 1))),
          all(not(isSame), isNot(after("matter.round"), before("matter.round")), is(count, 1)),
        );
      const isReset = all(is(after("matter.period"), 0), is(after("matter.agreeing"), 0));
      return any(
        // A period of 0 is refused before the rules.
        all(is(act("kind"), ACT_KINDS.Prolong), is(act("period"), 0)),
        all(
          is(act("kind"), ACT_KINDS.Prolong),
          is(after("seat.round"), after("matter.round")),
          implies(isLater, all(isReset, agree(before("matter.parties")))),
          implies(isLater, is(after("matter.endsAt"), plus(before("matter.endsAt"), act("period")))),
          implies(not(isLater), all(agree(after("matter.agreeing")), is(after("matter.period"), act("period")))),
        ),
        all(is(act("kind"), ACT_KINDS.Leave), not(isLater), isReset, not(after("seat.signed"))),
      );
    },
    plantedBug: {
      source: "libraries/JointCaseRules",
      rule: "prolong",
      right: "seat.round() == matter.round()",
      wrong: "seat.round() > matter.round()",
    },
  },
  {
    sentence: "What a member offered to a member of a joint case is not released once the recipient left",
    kinds: ["Release"],
    outcome: "allowed",
    holds: ({ before }) =>
      implies(
        all(
          isIn(before("matter.state"), ...JOINT_CASE_STATES),
          is(before("item.author"), before("item.originator")),
          not(isOneOf(before("item.code"), [7, 8])),
        ),
        before("otherSeat.signed"),
      ),
    plantedBug: {
      source: "libraries/HandoverRules",
      rule: "release",
      right: "item.author() != item.originator()",
      wrong: "item.author() != item.recipient()",
    },
  },
  {
    sentence: "Only its convener concludes a joint case, and only as a member",
    kinds: ["Conclude"],
    outcome: "allowed",
    holds: ({ act, before, after }) =>
      all(
        before("seat.signed"),
        is(act("author"), before("matter.opener")),
        isIn(after("matter.state"), "Concluded"),
        isIn(before("matter.state"), "Convened", "Active"),
      ),
    plantedBug: {
      source: "libraries/ActRules",
      rule: "_ruleOfJointCase",
      right: "States.OPEN_CASE, 0, 0, BY_PARTY",
      wrong: "States.OPEN_CASE, 0, 0, 0",
    },
  },
  {
    sentence: "An allowed act adds one to the sequence of its matter",
    kinds: ACT_KIND_NAMES,
    outcome: "allowed",
    holds: ({ before, after }) => is(after("matter.sequence"), plus(before("matter.sequence"), 1)),
    plantedBug: { source: "libraries/Cooperation", rule: "transition", right: "sequence + 1", wrong: "sequence" },
  },
  {
    sentence: "A refused act changes nothing",
    kinds: ACT_KIND_NAMES,
    outcome: "refused",
    holds: (step) => all(constant(1), ...FIELDS.map((path) => not(changes(step, path)))),
    plantedBug: {
      source: "libraries/HandoverRules",
      rule: "onward",
      right: "if (parent.caveats() & ~act.codes != 0)",
      wrong: "situation.item = parent.withConsentTo(NOBODY); if (parent.caveats() & ~act.codes != 0)",
    },
  },
];
