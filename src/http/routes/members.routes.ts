import { MemberPageSchema, MemberSchema } from "../../api/member.ts";
import { PAGE_QUERY } from "../../api/page.ts";
import { ParticipantIdSchema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";
import { listMembers, readMember } from "../../gateway/read/members.ts";
import { route } from "../serve/route.ts";

const tag = "Members";

const list = route({
  method: "get",
  path: "/v1/members",
  operation: "listMembers",
  tag,
  summary: "List the members of the directory, ordered by participant",
  description: "Lists each participant that published its gateway. Empty in a deployment without a directory.",
  access: "read",
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of members.", schema: MemberPageSchema } },
  problems: ["CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ query }, { reading }) => ({ status: 200, body: await listMembers(reading, query) }));

const read = route({
  method: "get",
  path: "/v1/members/{id}",
  operation: "readMember",
  tag,
  summary: "Read a member's gateway, encryption keys and history",
  access: "read",
  params: inline({ id: ParticipantIdSchema }),
  replies: { 200: { description: "The member.", schema: MemberSchema } },
  problems: ["ConsortiumUnknownParticipant"],
}).handledBy(async ({ params: { id } }, { reading }) => ({
  status: 200,
  body: await readMember(reading, id),
}));

export const MEMBER_ROUTES = [list, read];
