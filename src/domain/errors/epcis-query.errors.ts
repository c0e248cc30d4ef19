/** Errors of asking for EPCIS events: queries, their names and pages, subscriptions, traces. */
export const EPCIS_QUERY_ERRORS = {
  EpcisParameterUnknown: {
    sentence: "{parameter} is no parameter of this query.",
    remedy: "See EPCIS 2.0, 8.2.7.1, for the parameters; one of an extension field needs a prefix that is defined.",
  },
  EpcisParameterInvalid: {
    sentence: "{parameter} {problem}.",
    remedy: "Correct this parameter and ask again.",
  },
  EpcisParameterUnsupported: {
    sentence: "{parameter} cannot be answered here: {reason}.",
    remedy: "Leave the parameter out.",
  },
  EpcisQueryTooComplex: {
    sentence: "The query has more than {limit} {what}, the most that one query can have.",
    remedy: "Ask for it in several queries.",
  },
  EpcisQueryTooSlow: {
    sentence: "Whether there are more than {limit} results cannot be told in {seconds} s.",
    remedy: "Leave maxEventCount out and read page by page, or narrow the query by an EPC or by times.",
  },
  EpcisQueryTooLarge: {
    sentence: "More than {limit} events meet the query.",
    remedy: "Narrow the query, or leave maxEventCount out and read page by page.",
  },
  EpcisPageTokenInvalid: {
    sentence: "The nextPageToken is not one that this list gave: {reason}.",
    remedy: "Follow the Link of the page before unchanged, or begin without a token.",
  },
  EpcisEventUnknown: {
    sentence: "There is no event {event} that you may read.",
    remedy: "Check the eventID; an event that was just captured is readable once it is recorded.",
  },
  EpcisResourceUnknown: {
    sentence: "There is no {resource} {value} in an event that you may read.",
    remedy: "Check the value, percent-encoded as one segment of the path.",
  },
  EpcisQueryUnknown: {
    sentence: "You have no query named {query}.",
    remedy: "List your queries to see their names.",
  },
  EpcisQueryExists: {
    sentence: "You have a query named {query} already.",
    remedy: "Choose another name, or delete the query first.",
  },
  EpcisTooManyQueries: {
    sentence: "You have {limit} named queries, the most that a participant can have.",
    remedy: "Delete one that is not needed.",
  },
  EpcisSubscriptionInvalid: {
    sentence: "The subscription is not valid: {problem}.",
    remedy: "Correct what is named; EPCIS 2.0, 8.2.5 and 12.7, has the controls of a subscription.",
  },
  EpcisTooManySubscriptions: {
    sentence: "You have {limit} subscriptions, the most that a participant can have.",
    remedy: "Delete one that is not needed.",
  },
  EpcisSubscriptionUnknown: {
    sentence: "The query {query} has no subscription {subscription} of yours.",
    remedy: "List the query's subscriptions to see their ids.",
  },
  EpcisVersionUnsupported: {
    sentence: "{header} asks for {asked}; this is {offered}.",
    remedy: "Ask for what is offered, or leave the header field out.",
  },
} as const;
