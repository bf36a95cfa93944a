import { type Html, html } from './html.js';

/** What all pages have around their content. */
export interface PageFrame {
  readonly language: string;
  readonly title: string;
  readonly company: string;
}

/** A whole page, without any script or style in it. */
export function pageFrame({ language, title, company }: PageFrame, content: Html): string {
  return html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${company}</title>
<link rel="stylesheet" href="/dialog/page.css">
</head>
<body>
<header><a href="/dialog">${company}</a></header>
<main>
${content}
</main>
</body>
</html>
`.text;
}
