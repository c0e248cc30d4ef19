/** The terms of an agreement. */
export const TERMS = {
  title: "Mutual assistance in customs matters",
  bases: ["Mutual assistance agreement, Article 4"],
  purposes: ["investigation"],
  scope: "Goods under duty",
};

/** The terms of a joint case. */
export const JOINT_CASE_TERMS = {
  title: "Cigarettes from the east",
  purposes: ["investigation"],
  bases: ["Mutual assistance agreement, Article 12"],
  plan: "Each member controls its ports and shares what it finds.",
};

/** The record of an exhibit. */
export const EXHIBIT = {
  description: "Image of a telephone, kept in the evidence room in Rotterdam",
  gathering: "Seized under Article 94 of the Code of Criminal Procedure",
  digest: `0x${"5e".repeat(32)}`,
  references: [],
};

/** The complete form of a request. */
export const REQUEST_FORM = {
  authority: "Customs of the Netherlands, officer 7",
  subject: "Undervalued machine parts",
  facts: "Three consignments in March were declared at a tenth of their price.",
  law: "Customs Act, Article 10:1",
  persons: [],
  purpose: "investigation",
  urgency: { level: "normal", reasons: "No limitation period ends this year." },
  confidentiality: { requested: true, reasons: "The importer does not know." },
};
