/** The page Find. */
export default {
  "find.title": "Find a shipment",
  "find.label": "Container number, UCR, SSCC, GS1 Digital Link or shipment id",
  "find.go": "Find",
  "find.none": "No shipment {query} is visible to you.",
  "find.prefix": "Shipments whose identifier starts with {query}",
  "find.watched": "Watched",
  "find.watchedNone": "Open a shipment and choose “Watch” to list it here.",
  "find.recent": "Last changed",
  "find.recentNone": "No shipment is visible to you yet.",
  "find.held": "Held by customs",
} as const;
