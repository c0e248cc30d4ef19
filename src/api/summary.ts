import { Type } from "@sinclair/typebox";
import { shape } from "./shape.ts";

const text = Type.Optional(Type.String());
const texts = Type.Optional(Type.Array(Type.String()));

export const PlaceSchema = shape("Place", "Where something happened, as far as the payload says.", {
  locode: Type.Optional(Type.String({ description: "UN/LOCODE." })),
  name: text,
  country: Type.Optional(Type.String({ description: "ISO 3166-1 alpha-2." })),
  id: Type.Optional(Type.String({ description: "An SGLN or another URI." })),
});

const ReportedExceptionSchema = shape("ReportedException", "Something that was found otherwise than it should be.", {
  type: Type.String(),
  description: text,
});

const SensorExtremesSchema = shape("SensorExtremes", "The extremes of one kind of sensor reading.", {
  type: Type.String(),
  unit: Type.Optional(Type.String({ description: "UN/CEFACT Recommendation 20." })),
  minimum: Type.Number(),
  maximum: Type.Number(),
});

export const SummarySchema = shape("Summary", "What a payload says in short; what it does not say is absent.", {
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
  servedAt: Type.Optional(Type.String({ description: "As the payload writes it (RFC 3339)." })),
  respondBy: Type.Optional(Type.String({ description: "As the payload writes it (RFC 3339)." })),
  sensors: Type.Optional(Type.Array(SensorExtremesSchema)),
  children: texts,
});
