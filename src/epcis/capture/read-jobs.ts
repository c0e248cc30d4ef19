import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Caller } from "../../gateway/caller.ts";
import { listJobs, readJob, readJobEntries } from "../../store/epcis/jobs.ts";
import type { Database } from "../../store/open-database.ts";
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
 * @param token `next` of the previous page.
 * @throws PortolanError `CursorInvalid`.
 */
export async function readCaptureJobs(
  db: Database,
  caller: Caller,
  token: string | undefined,
  perPage: number,
): Promise<{ jobs: JobView[]; next: string | undefined }> {
  const found = await listJobs(db, caller.participant, token === undefined ? undefined : readToken(token), perPage + 1);
  const page = found.slice(0, perPage);
  const last = found.length > perPage ? page.at(-1) : undefined;
  return { jobs: page.map((job) => viewJob(job)), next: last && tokenOf(last) };
}

/**
 * Makes a token from the position of the page's last job. New jobs come before the first page and change no later page.
 */
function tokenOf({ createdAtMs, id }: { createdAtMs: number; id: string }): string {
  return Buffer.from(`${createdAtMs} ${id}`).toString("base64url");
}

function readToken(token: string): { createdAtMs: number; id: string } {
  const [, createdAtMs, id] = /^(\d{1,15}) ([\w-]{1,100})$/.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (createdAtMs === undefined || id === undefined) throw new PortolanError("CursorInvalid", {});
  return { createdAtMs: Number(createdAtMs), id };
}
