import { escapeHtml } from "../../domain/encoding/escape-html.ts";

/** Renders a complete page in the style of the documentation. @param title text; @param body HTML. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/docs/portolan.css">
</head>
<body>
${body}
</body>
</html>
`;
}
