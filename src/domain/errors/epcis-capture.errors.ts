/** Errors of capturing EPCIS events: documents, jobs, and the identifiers of parties. */
export const EPCIS_CAPTURE_ERRORS = {
  EpcisDocumentInvalid: {
    sentence: "The document is not a valid EPCIS 2.0 document: {problems}.",
    remedy: "Correct these problems; EPCIS 2.0, section 9, defines the structure of a document.",
  },
  EpcisEventInvalid: {
    sentence: "The event is invalid: {problems}.",
    remedy: "Correct these problems; EPCIS 2.0, section 7, and CBV 2.0 define the content of an event.",
  },
  EpcisEventExists: {
    sentence: "The eventID {event} belongs to an event that was captured before.",
    remedy: "Give the event its own eventID, or declare the earlier event an error and capture a corrective event.",
  },
  EpcisEventUnrecordable: {
    sentence: "The event {event} cannot become an entry: {reason}.",
    remedy: "Ask a participant that may consign to open the units, then to offer or show them to you.",
  },
  EpcisNothingToCorrect: {
    sentence: "You have no recorded event {event} to declare an error.",
    remedy: "Declare only your own recorded events as errors.",
  },
  EpcisTooManyEvents: {
    sentence: "The document has more than {limit} events.",
    remedy: "Send several documents. The header GS1-EPCIS-Capture-Limit gives the limit of events for each.",
  },
  EpcisTooManyUnits: {
    sentence: "The document names {units} units and needs more than {limit} entries, one for each unit of each event.",
    remedy:
      "Send its events in several documents. The header Portolan-Capture-Entry-Limit gives the limit of entries for each.",
  },
  EpcisBehaviourInvalid: {
    sentence: "The header GS1-Capture-Error-Behaviour has the invalid value {behaviour}.",
    remedy: "Use rollback or proceed, or omit the header for rollback.",
  },
  EpcisCaptureConflict: {
    sentence: "Another request captured an event of this document at the same time.",
    remedy: "Send the document again.",
  },
  EpcisJobUnknown: {
    sentence: "You have no capture job {job}.",
    remedy: "Use the address in the Location header of the capture's answer.",
  },
  PartyIdentifierTaken: {
    sentence: "The identifier {identifier} belongs to another participant.",
    remedy: "Remove it from that participant first, if it was assigned by mistake.",
  },
} as const;
