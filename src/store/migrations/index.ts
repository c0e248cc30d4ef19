import type { Migration } from "kysely/migration";
import * as initial from "./0001-initial.ts";
import * as epcisEvents from "./0002-epcis-events.ts";
import * as epcisJobs from "./0003-epcis-jobs.ts";
import * as workQueues from "./0004-work-queues.ts";
import * as signedTransactions from "./0005-signed-transactions.ts";
import * as preparedSubmissions from "./0006-prepared-submissions.ts";
import * as partiesOfShipments from "./0007-parties-of-shipments.ts";
import * as singleValues from "./0008-single-values.ts";
import * as visibleEvents from "./0009-visible-events.ts";
import * as recordTimes from "./0010-record-times.ts";
import * as entitlements from "./0011-entitlements.ts";
import * as memberChanges from "./0012-member-changes.ts";
import * as exchange from "./0013-exchange.ts";
import * as cooperation from "./0014-cooperation.ts";
import * as dueProcess from "./0015-due-process.ts";
import * as travellingRecords from "./0016-travelling-records.ts";
import * as accessRecords from "./0017-access-records.ts";
import * as jointCases from "./0018-joint-cases.ts";

/** The migrations in order. A released migration never changes. */
export const MIGRATIONS: Record<string, Migration> = {
  "0001-initial": initial,
  "0002-epcis-events": epcisEvents,
  "0003-epcis-jobs": epcisJobs,
  "0004-work-queues": workQueues,
  "0005-signed-transactions": signedTransactions,
  "0006-prepared-submissions": preparedSubmissions,
  "0007-parties-of-shipments": partiesOfShipments,
  "0008-single-values": singleValues,
  "0009-visible-events": visibleEvents,
  "0010-record-times": recordTimes,
  "0011-entitlements": entitlements,
  "0012-member-changes": memberChanges,
  "0013-exchange": exchange,
  "0014-cooperation": cooperation,
  "0015-due-process": dueProcess,
  "0016-travelling-records": travellingRecords,
  "0017-access-records": accessRecords,
  "0018-joint-cases": jointCases,
};
