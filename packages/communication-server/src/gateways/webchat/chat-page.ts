import { createHash } from 'node:crypto';
import { escapeHtml } from './escape-html.js';

const STYLE = 'body{margin:0;padding:2rem;font:1.125rem/1.5 system-ui,sans-serif;color:#16202b}h1{font-size:1.5rem}';

/**
 * A page of its own for the chat: for links in mails, and to try the chat out. No script but the widget runs in it.
 *
 * @param language - of the visitor, as a language tag
 */
export function chatPage(company: string, language: string): { readonly html: string; readonly policy: string } {
  const name = escapeHtml(company);
  const style = createHash('sha256').update(STYLE).digest('base64');
  return {
    html: `<!doctype html>
<html lang="${escapeHtml(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title><style>${STYLE}</style></head>
<body><main><h1>${name}</h1></main><script src="widget.js" data-open></script></body>
</html>
`,
    policy: `default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  };
}
