import { Type, type TObject } from "@sinclair/typebox";
import type { ActKind } from "../domain/cooperation/act-kind.ts";
import { PURPOSES } from "../domain/cooperation/closed-lists.ts";
import { lineOfText } from "./scalar.ts";
import { anyObject, inline, oneOf, shape } from "./shape.ts";

/** Characters of a longer text in a record. */
const LONG = 20_000;

const text = (description: string) => Type.String({ minLength: 1, maxLength: LONG, description });
const reasons = text("Reasons in plain text.");
const purposes = Type.Array(oneOf(PURPOSES), { minItems: 1, maxItems: PURPOSES.length, uniqueItems: true });
const note = Type.Optional(text("A note to the other side."));

const AgreementTermsSchema = shape("AgreementTerms", "The terms that all parties of an agreement sign.", {
  title: lineOfText(200),
  bases: Type.Array(lineOfText(500), {
    minItems: 1,
    maxItems: 50,
    description: "Legal bases, each with its citation.",
  }),
  purposes,
  scope: text("What the agreement covers, and what it does not."),
  text: Type.Optional(text("Further terms.")),
});

/** The members of a request that a return can name as missing. */
export const REQUEST_MEMBERS = [
  "authority",
  "subject",
  "facts",
  "law",
  "persons",
  "purpose",
  "urgency",
  "confidentiality",
] as const;

const RequestFormSchema = shape(
  "RequestForm",
  "What an authority tells another when it asks. Every member is required, so that a request is not returned for its form.",
  {
    authority: lineOfText(200, "The authority that asks, and the officer."),
    subject: lineOfText(200, "The matter of the request."),
    facts: text("The facts, in short."),
    law: text("The law that the facts concern, with citations."),
    persons: Type.Array(lineOfText(500), { maxItems: 100, description: "Persons concerned; may be empty." }),
    purpose: oneOf(PURPOSES),
    urgency: inline({ level: oneOf(["normal", "urgent"]), reasons: text("Why it is urgent, or why it is not.") }),
    confidentiality: inline({ requested: Type.Boolean(), reasons: text("Why it is confidential, or why it is not.") }),
  },
);

const HandedOverSchema = shape("HandedOver", "What a handover gives. The recipient reads it after the release.", {
  subject: lineOfText(200),
  purpose: oneOf(PURPOSES),
  content: anyObject("The information, in any members."),
});

const JointCaseTermsSchema = shape("JointCaseTerms", "The terms that all members of a joint case sign.", {
  title: lineOfText(200),
  purposes,
  bases: Type.Array(lineOfText(500), {
    minItems: 1,
    maxItems: 50,
    description: "Legal bases, each with its citation: also the law of each state in which the case operates.",
  }),
  plan: text("What the members do together, and where."),
});

const ExhibitSchema = shape("ExhibitRecord", "An exhibit of a joint case. The object itself stays where it is.", {
  description: text("What the object is, and where it is kept."),
  gathering: text("How it was gathered, and under which law, with citations."),
  digest: Type.String({ pattern: "^0x[0-9a-f]{64}$", description: "SHA-256 of the object, or of its image." }),
  references: Type.Array(lineOfText(500), {
    maxItems: 100,
    description: "Entries, cases and documents; may be empty.",
  }),
});

const ReasonsSchema = shape("ActReasons", "The reasons of an act.", { reasons });
const NoteSchema = shape("ActNote", "An act that needs no record.", { note });

/** The form of the record of each kind of act; `null` for a kind that repeats the commitment of an earlier act. */
export const ACT_FORMS: Readonly<Record<ActKind, TObject | null>> = {
  Propose: AgreementTermsSchema,
  Name: NoteSchema,
  Sign: null,
  Suspend: ReasonsSchema,
  Resume: NoteSchema,
  Denounce: ReasonsSchema,
  Ask: RequestFormSchema,
  Receive: NoteSchema,
  Return: shape("RequestReturn", "What a request lacks.", {
    missing: Type.Array(oneOf(REQUEST_MEMBERS), { minItems: 1, maxItems: REQUEST_MEMBERS.length, uniqueItems: true }),
    reasons,
  }),
  Complete: shape("RequestCompletion", "What was missing.", { completed: anyObject("The completed members.") }),
  Accept: NoteSchema,
  Refuse: ReasonsSchema,
  Postpone: ReasonsSchema,
  Delay: ReasonsSchema,
  Answer: shape("RequestAnswer", "The answer to a request.", { answer: text("The answer.") }),
  Close: NoteSchema,
  Offer: HandedOverSchema,
  SignCaveats: NoteSchema,
  Decline: ReasonsSchema,
  Release: NoteSchema,
  Receipt: null,
  Dispute: ReasonsSchema,
  Consent: NoteSchema,
  Onward: HandedOverSchema,
  Recall: ReasonsSchema,
  Erase: NoteSchema,
  RefuseErasure: ReasonsSchema,
  Seal: ReasonsSchema,
  ExtendSeal: ReasonsSchema,
  OpenSeal: shape("OpenedSeal", "What the subject of a seal is told at its end.", {
    what: text("What was done."),
    law: text("The law under which it was done."),
  }),
  LapseSeal: NoteSchema,
  Anchor: NoteSchema,
  Convene: JointCaseTermsSchema,
  Invite: NoteSchema,
  Join: null,
  Prolong: ReasonsSchema,
  Leave: ReasonsSchema,
  Exhibit: ExhibitSchema,
  Derive: ExhibitSchema,
  Conclude: ReasonsSchema,
};
