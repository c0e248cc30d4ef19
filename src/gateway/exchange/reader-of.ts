import type { ParticipantId } from "../../domain/entry.ts";
import { activeRoles } from "../../domain/participant.ts";
import type { Visibility } from "../../store/access/visibility.ts";
import { visibilityOf } from "../caller.ts";
import type { ExchangeContext } from "./exchange-context.ts";

/** What decides which payloads a member reads. */
export function readerOf({ directory }: Pick<ExchangeContext, "directory">, participant: ParticipantId): Visibility {
  const member = directory.get(participant);
  return visibilityOf({ participant, roles: activeRoles(member), jurisdiction: member?.jurisdiction ?? "" });
}
