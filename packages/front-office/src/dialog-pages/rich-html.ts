import type { RichText } from '@caruso/script-engine/contract';
import { type Html, html } from './html.js';

/** A wording as HTML. */
export function richHtml(rich: RichText): Html {
  const pieces = rich.map(({ text, bold, italic, lineBreak }) => {
    if (lineBreak) return html`<br>`;
    const inner = italic ? html`<em>${text}</em>` : html`${text}`;
    return bold ? html`<strong>${inner}</strong>` : inner;
  });
  return html`${pieces}`;
}

/** A wording in one line of plain text. */
export function plainText(rich: RichText): string {
  const text = rich.map((piece) => (piece.lineBreak ? ' ' : piece.text)).join('');
  return text.replace(/\s+/g, ' ').trim();
}
