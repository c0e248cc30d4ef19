import { Type } from "@sinclair/typebox";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { route } from "../serve/route.ts";
import { inline } from "../../api/shape.ts";
import { SubmissionSchema } from "../../api/submission.ts";
import { preferenceApplied } from "./await-outcome.ts";

const read = route({
  method: "get",
  path: "/v1/submissions/{id}",
  operation: "readSubmission",
  tag: "Entries",
  summary: "Read the state of an accepted entry",
  description: "`Prefer: wait` delays the answer until the entry is recorded or refused.",
  access: "record",
  headers: ["Prefer"],
  params: inline({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
  replies: {
    200: {
      description: "The submission.",
      schema: SubmissionSchema,
      headers: { "Preference-Applied": "The longest wait that the server granted." },
    },
  },
  problems: ["SubmissionUnknown"],
}).handledBy(async ({ caller, params: { id }, waitMs }, { recorder }) => {
  const submission = await recorder.submission(caller, id);
  if (submission === undefined) throw new PortolanError("SubmissionUnknown", { submission: id });
  const [settled] = waitMs > 0 && submission.state === "accepted" ? await recorder.settled([id], waitMs) : [];
  return { status: 200, body: settled ?? submission, headers: preferenceApplied(waitMs) };
});

export const SUBMISSION_ROUTES = [read];
