/**
 * The one line that tells a reader what is wrong with a command line, from commander's message about it.
 *
 * @param program the name that the line begins with.
 * @param help the command that shows how it is used.
 */
export function usageLine(program: string, message: string, help: string): string {
  const problem = message
    .replace(/^error: /, "")
    .trim()
    .replaceAll("\n", " ");
  return `${program}: ${problem}${problem.endsWith(".") ? "" : "."} See \`${help}\`.\n`;
}
