import type { Screen } from '@caruso/script-engine/contract';
import { type Html, html } from './html.js';
import { pageFrame } from './page-frame.js';
import { type PageWords, pageWords } from './page-words.js';
import { firstField, questionFields, titleOf } from './question-fields.js';
import { richHtml } from './rich-html.js';

/** What a page needs besides the screen. */
export interface PageContext {
  readonly company: string;
  /** What each form that changes something carries. */
  readonly csrf: string;
  /** The dialog had gone on when the last form was sent. */
  readonly moved?: boolean;
}

/**
 * A screen of the channel `web` as a page that needs no script: one form, whose buttons say what is done. Pure, and all
 * that comes from scripts, customers and databases is escaped.
 */
export function dialogPage(screen: Screen, { company, csrf, moved = false }: PageContext): string {
  const words = pageWords(screen.language);
  const prefix = screen.complaint ? words.error : '';
  const title = `${prefix}${titleOf(screen)} – ${screen.script.title}`;
  const note = moved ? html`<p class="note" role="status">${words.moved}</p>` : undefined;
  const content = screen.state === 'open' ? openStep(screen, csrf, words) : lastStep(screen, words);
  return pageFrame({ language: screen.language, title, company }, html`${note}${content}`);
}

function openStep(screen: Screen, csrf: string, words: PageWords): Html {
  const { node, dialog, step, canGoBack, branches } = screen;
  const complaint = screen.complaint && richHtml(screen.complaint);
  const question = node.question ? questionFields(screen, complaint, words) : html`<h1>${richHtml(node.text)}</h1>`;
  const main = node.question ? 'answer' : 'next';
  const label = node.again ? words.again : words.goOn;
  const at = `/dialog/${encodeURIComponent(dialog)}`;
  const action = node.question?.file ? html` action="${at}/file" enctype="multipart/form-data"` : html` action="${at}"`;
  const jumps = branches.map(({ id, title }) => html`<button name="do" value="branch:${id}">${title}</button>`);
  return html`${summary(screen, words)}
<form method="post"${action} novalidate>
<input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="step" value="${step}">
${question}
<p><button class="main" name="do" value="${main}">${label}</button>${canGoBack && html`<button name="do" value="back">${words.back}</button>`}</p>
${jumps.length > 0 && html`<h2 id="more">${words.more}</h2><div role="group" aria-labelledby="more">${jumps}</div>`}
<p><button name="do" value="cancel">${words.giveUp}</button></p>
</form>
${trail(screen, words)}`;
}

/** What is wrong, at the top, with a link to the field (WCAG 3.3.1). */
function summary({ complaint, warning, node }: Screen, words: PageWords): Html | undefined {
  const said = complaint ?? warning;
  if (!said) return undefined;
  const text = richHtml(said);
  const item = node.question ? html`<a href="#${firstField(node.question)}">${text}</a>` : text;
  const kind = complaint ? 'summary' : 'summary doubt';
  const heading = complaint ? words.problem : words.check;
  return html`<div class="${kind}" role="alert"><h2>${heading}</h2><ul class="plain"><li>${item}</li></ul></div>`;
}

function trail({ trail: way, dialog }: Screen, words: PageWords): Html | undefined {
  const answered = way.filter(({ answer }) => answer !== undefined);
  if (answered.length === 0) return undefined;
  const rows = answered.map(({ text, answer, file }) => {
    const path = file && `/dialog/${encodeURIComponent(dialog)}/files/${encodeURIComponent(file.file)}`;
    return html`<dt>${text}</dt><dd>${path === undefined ? answer : html`<a href="${path}" download>${answer}</a>`}</dd>`;
  });
  return html`<h2>${words.answers}</h2><dl>${rows}</dl>`;
}

function lastStep(screen: Screen, words: PageWords): Html {
  const text = screen.state === 'cancelled' ? html`${words.cancelled}` : richHtml(screen.node.text);
  return html`<h1>${text}</h1>
${screen.state === 'ended' && trail(screen, words)}
<p><a href="/dialog">${words.ended}</a></p>`;
}
