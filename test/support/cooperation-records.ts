/** The terms of an agreement. */
export const TERMS = {
  title: "Mutual assistance in customs matters",
  bases: ["Mutual assistance agreement, Article 4"],
  purposes: ["investigation"],
  scope: "Goods under duty",
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
