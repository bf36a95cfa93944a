import type { SelfService } from '../api-types.js';
import { html } from './html.js';
import { pageFrame } from './page-frame.js';
import { pageWords } from './page-words.js';

/** What the pages around dialogs need. */
interface OverviewContext {
  readonly language: string;
  readonly csrf: string;
  /** Whoever is logged in. */
  readonly user: string | undefined;
}

/** What can be begun, and what was begun and is still open. */
export function overviewPage(service: SelfService, { language, csrf, user }: OverviewContext): string {
  const words = pageWords(language);
  const base = language.split('-')[0] ?? language;
  const hidden = html`<input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="language" value="${language}">`;
  const begin = service.scripts.map(
    ({ id, title, titles = {} }) =>
      html`<li><button name="script" value="${id}">${titles[language] ?? titles[base] ?? title}</button></li>`,
  );
  const open = service.dialogs.map(
    ({ dialog, title }) => html`<li><a href="/dialog/${encodeURIComponent(dialog)}">${words.open}: ${title}</a></li>`,
  );
  const account =
    user === undefined
      ? logInForm(csrf, language)
      : html`<form method="post" action="/dialog/log-out">${hidden}<p>${user} <button>${words.logOut}</button></p></form>`;
  return pageFrame(
    { language, title: service.title, company: service.company },
    html`<h1>${words.overview}</h1>
${begin.length === 0 ? html`<p>${words.nothing}</p>` : html`<form method="post" action="/dialog">${hidden}<ul class="plain">${begin}</ul></form>`}
${open.length > 0 && html`<ul>${open}</ul>`}
${account}`,
  );
}

function logInForm(csrf: string, language: string) {
  const words = pageWords(language);
  return html`<h2>${words.logIn}</h2>
<form method="post" action="/dialog/log-in"><input type="hidden" name="csrf" value="${csrf}">
<div class="field"><label for="login">${words.login}</label><input id="login" name="login" autocomplete="username" required></div>
<div class="field"><label for="password">${words.password}</label><input id="password" name="password" type="password" autocomplete="current-password" required></div>
<p><button class="main">${words.logIn}</button></p></form>`;
}

/** Where a link leads: only the button uses it up, since mail programs and messengers open links to look at them. */
export function linkPage(token: string, company: string, { language, csrf }: Omit<OverviewContext, 'user'>): string {
  const words = pageWords(language);
  return pageFrame(
    { language, title: words.link, company },
    html`<h1>${words.link}</h1><p>${words.linkText}</p>
<form method="post" action="/dialog/go-on/${encodeURIComponent(token)}"><input type="hidden" name="csrf" value="${csrf}"><p><button class="main">${words.goOn}</button></p></form>`,
  );
}

/** What went wrong, and the way back to the list. */
export function failurePage(message: string, company: string, language: string): string {
  const words = pageWords(language);
  return pageFrame(
    { language, title: `${words.error}${words.failed}`, company },
    html`<h1>${words.failed}</h1><p>${message}</p><p><a href="/dialog">${words.ended}</a></p>`,
  );
}
