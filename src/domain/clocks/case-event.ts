import type { ParticipantId } from "../entry.ts";
import type { CalendarDay } from "./calendar-day.ts";
import type { Organ } from "./organ.ts";

/** The events that start, stop, extend and end clocks, each with its words after "after". */
export const CASE_EVENTS = {
  goodsPresented: "the goods are presented in viewable condition",
  detained: "the decision to detain the goods",
  detentionNoticed: "the notice of detention",
  released: "the release of the goods",
  excluded: "the exclusion of the goods",
  protestFiled: "the protest is filed",
  protestDecided: "the decision on the protest",
  seized: "the seizure",
  stateSeized: "the seizure by an authority of a state",
  partyLearned: "the agency learns who the interested party is",
  noticeSent: "the notice of seizure is sent",
  noticeServed: "the notice of seizure is served",
  penaltyNoticeSent: "the notice of the penalty is sent",
  firstPublished: "the first publication of the notice",
  claimFiled: "the claim is received",
  petitionFiled: "the petition is received",
  complaintFiled: "the complaint or the proceedings in court are filed",
  retentionOrdered: "the order to retain the goods",
  returned: "the return of the goods",
  psychoactiveClaimFiled: "the claim for a suspected psychoactive substance is received",
  psychoactiveNoticeServed: "the notice to sue for a suspected psychoactive substance is received",
  hardshipRequested: "the request for release because of hardship",
  hardshipDecided: "the decision on the request for release",
  applicationReceived: "the application is received",
  applicationAccepted: "the application is accepted",
  applicationDecided: "the decision on the application",
  groundsCommunicated: "the grounds of the intended decision are communicated",
  groundsCommunicatedUndeclared: "the grounds are communicated, for goods without a declaration",
  viewExpressed: "the person expresses a view",
  adverseDecision: "the adverse decision",
  appealFiled: "the appeal is filed",
  showCauseNoticed: "the notice to show cause",
  representationInvited: "the opportunity of a representation in writing",
  heard: "the hearing, or its waiver",
  confiscated: "the confiscation",
  forfeited: "the forfeiture",
  redemptionOffered: "the option to pay a fine instead of confiscation",
  redemptionPaid: "the fine is paid",
  goodsSecured: "the goods are secured",
  handedOver: "the goods are handed to the competent authority",
  retained: "the goods are retained",
  guaranteeRequested: "the guarantee is requested",
  guaranteeFixed: "the value of the guarantee is fixed",
  defenceFiled: "the defence is filed",
  decided: "the decision",
  requestSent: "the request is sent",
  requestReceived: "the request is received",
  requestIncomplete: "the request is returned as incomplete",
  requestCompleted: "the request is completed",
  requestAnswered: "the request is answered",
} as const;

export type CaseEventType = keyof typeof CASE_EVENTS;

/** Events that change a clock instead of starting or ending one. */
export const CLOCK_EVENTS = ["extended", "exempted"] as const;

/** A time that one side of a case states. */
export interface StatedTime {
  /** Unix seconds. */
  readonly at: number;
  readonly by: "agency" | "party" | "tribunal";
}

/** What happened in a case, as far as clocks depend on it. */
export interface CaseEvent {
  readonly type: CaseEventType | (typeof CLOCK_EVENTS)[number];
  /** Unix seconds. */
  readonly at: number;
  /** The affected party that the event concerns; absent if it concerns all of them. */
  readonly party?: ParticipantId;
  /** The date that the act fixes. */
  readonly until?: CalendarDay;
  /** Of an extension or exemption: the code of its rule. */
  readonly rule?: string;
  /** Of an extension: who granted it. */
  readonly by?: Organ;
  /** Of an extension: its length in the unit of the rule; absent for the longest that the rule allows. */
  readonly count?: number;
  /** Of an extension: whether the reasons were given in writing. */
  readonly reasons?: boolean;
  /** Of an extension: when the person was informed, in Unix seconds. */
  readonly informedAt?: number;
  /** Of an exemption: its code. */
  readonly code?: string;
  /** Of a recorded event: when it happened, as the author of the entry says. */
  readonly stated?: StatedTime;
}
