import { Type } from "@sinclair/typebox";
import { shape } from "./shape.ts";

const text = Type.Optional(Type.String());
const texts = Type.Optional(Type.Array(Type.String()));

export const PlaceSchema = shape("Place", "Place of an event, with the members that the payload gives.", {
  locode: Type.Optional(Type.String({ description: "UN/LOCODE." })),
  name: text,
  country: Type.Optional(Type.String({ description: "ISO 3166-1 alpha-2." })),
  id: Type.Optional(Type.String({ description: "An SGLN or another URI." })),
});

const ReportedExceptionSchema = shape(
  "ReportedException",
  "A deviation that a party reported, such as damage or a broken seal.",
  {
    type: Type.String(),
    description: text,
  },
);

const SensorExtremesSchema = shape("SensorExtremes", "Lowest and highest value of one type of sensor reading.", {
  type: Type.String(),
  unit: Type.Optional(Type.String({ description: "Unit code of UN/CEFACT Recommendation 20." })),
  minimum: Type.Number(),
  maximum: Type.Number(),
});

export const SummarySchema = shape(
  "Summary",
  "Main members of a payload. A member is absent if the payload does not give it.",
  {
    eventTime: Type.Optional(Type.String({ description: "The event's own time (RFC 3339), copied from the payload." })),
    bizStep: text,
    disposition: text,
    action: text,
    place: Type.Optional(PlaceSchema),
    seals: texts,
    exceptions: Type.Optional(Type.Array(ReportedExceptionSchema)),
    result: text,
    findings: text,
    reason: text,
    legalBasis: text,
    servedAt: Type.Optional(Type.String({ description: "Time (RFC 3339), copied from the payload." })),
    respondBy: Type.Optional(Type.String({ description: "Time (RFC 3339), copied from the payload." })),
    sensors: Type.Optional(Type.Array(SensorExtremesSchema)),
    wrongCheckDigits: Type.Optional(
      Type.Array(
        shape("WrongCheckDigit", "A unit whose identifier was accepted with a wrong check digit.", {
          identifier: Type.String({ description: "Canonical URI." }),
          expected: Type.String({ description: "The right digit." }),
        }),
      ),
    ),
    children: texts,
  },
);
