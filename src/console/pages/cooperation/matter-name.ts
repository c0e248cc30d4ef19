import type { MatterView } from "../../../api/matter.ts";
import { shortHash } from "../../parts/hash.tsx";
import { text } from "../../texts/text.ts";

/** The display name of a matter: its title, or its type and the start of its number where the title is not known. */
export function matterName({ title, type, matter }: Pick<MatterView, "title" | "type" | "matter">): string {
  return title ?? text("cooperation.unnamed", { type: text(`cooperation.${type}`), id: shortHash(matter) });
}
