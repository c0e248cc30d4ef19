import pc from "picocolors";
import type { ProvenMatter } from "../../audit/evidence/matter/matter-report.ts";
import { tellMatter } from "../../audit/evidence/matter/tell-matter.ts";
import { roleNames } from "../../domain/rules/role.ts";
import type { Terminal } from "../terminal.ts";
import { formatTime } from "./time.ts";

/** Renders the proved story of a matter. Participants have the numbers, roles and countries that the chain proves. */
export function renderMatterReport(proven: ProvenMatter, terminal: Terminal): string {
  const { bold } = pc.createColors(terminal.colour);
  const enrolled = new Map(proven.participants.map((participant) => [participant.id, participant]));
  const name = (id: number) => {
    const { roles = 0, jurisdiction = "" } = enrolled.get(id) ?? {};
    const known = [...roleNames(roles), jurisdiction].filter((part) => part !== "");
    return `participant ${id}${known.length === 0 ? "" : ` (${known.join(", ")})`}`;
  };
  const chapters = tellMatter(proven, name).map(({ title, subject, summary, lines }) =>
    [
      bold(`${title} ${subject}`),
      ...summary.map((sentence) => `  ${sentence}`),
      ...lines.map(
        ({ act, text }) => `  ${formatTime(act.judgedAt)}${act.recordedAt === null ? " (stated)" : ""}  ${text}`,
      ),
    ].join("\n"),
  );
  return chapters.join("\n\n");
}
