/**
 * Makes one line about a wrong command line from a message of commander.
 *
 * @param program the first word of the line.
 * @param help the command that shows the usage.
 */
export function usageLine(program: string, message: string, help: string): string {
  const problem = message
    .replace(/^error: /, "")
    .trim()
    .replaceAll("\n", " ");
  return `${program}: ${problem}${problem.endsWith(".") ? "" : "."} See \`${help}\`.\n`;
}
