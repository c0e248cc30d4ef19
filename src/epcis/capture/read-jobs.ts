import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Caller } from "../../gateway/caller.ts";
import { listJobs, readJob, readJobEntries } from "../../store/epcis/jobs.ts";
import type { ReadContext } from "../../gateway/read/read-context.ts";
import type { Database } from "../../store/open-database.ts";
import { makePageToken, readPageToken } from "../query/page-token.ts";
import { viewJob } from "./job-view.ts";
import type { JobView } from "../../api/epcis/job.ts";

/** Reads a job of the caller with its entries. @throws PortolanError `EpcisJobUnknown`. */
export async function readCaptureJob(db: Database, caller: Caller, id: string): Promise<JobView> {
  const job = await readJob(db, id);
  if (job?.participant !== caller.participant) throw new PortolanError("EpcisJobUnknown", { job: id });
  return viewJob(job, await readJobEntries(db, id));
}

/**
 * Reads a page of the caller's jobs, newest first, without their entries.
 *
 * @param token `next` of the previous page: the place of its last job. New jobs come before the first page and change no
 * later page.
 * @throws PortolanError `EpcisPageTokenInvalid`.
 */
export async function readCaptureJobs(
  { db, now }: ReadContext,
  caller: Caller,
  { perPage, token }: { readonly perPage: number; readonly token: string | undefined },
): Promise<{ jobs: JobView[]; next: string | undefined }> {
  const list = `${caller.participant} capture`;
  const after = token === undefined ? undefined : await readPageToken<JobPlace>(db, list, token, now());
  const found = await listJobs(db, caller.participant, after, perPage + 1);
  const page = found.slice(0, perPage);
  const last = found.length > perPage ? page.at(-1) : undefined;
  const next =
    last && (await makePageToken(db, list, { createdAtMs: last.createdAtMs, id: last.id } satisfies JobPlace, now()));
  return { jobs: page.map((job) => viewJob(job)), next };
}

/** Place of a job in the list of jobs. */
interface JobPlace {
  readonly createdAtMs: number;
  readonly id: string;
}
