import { Chat } from './chat.js';
import { ChatWindow } from './chat-window.js';
import { element } from './element.js';
import { STYLES } from './styles.js';
import { wordingFor } from './wording.js';

/**
 * The script that a page embeds: `<script src="https://chat.stadtwerke.example/widget.js"></script>`. What the page may say:
 * `data-language` (else its own language), `data-identity` (who is logged in) and `data-open` (open at once).
 *
 * It has a shadow root and a constructed style sheet of its own: neither the page's styles nor its Content-Security-Policy stand
 * in its way, and it leaves nothing in the page's names.
 */
function embed(script: HTMLScriptElement): void {
  const { language = document.documentElement.lang || navigator.language, identity, open } = script.dataset;
  const { language: spoken, words } = wordingFor(language);
  const url = new URL('chat', script.src);
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';

  let unread = 0;
  let seen = 0;
  const count = element('span');
  const launcher = element('button', { className: 'launcher main', type: 'button' }, words.open, count);
  launcher.setAttribute('aria-expanded', 'false');
  const panel = new ChatWindow(words, {
    write: (text) => chat.write(text),
    sendFile: (file) => chat.sendFile(file),
    fetch: (file) => chat.fetch(file),
    here: () => chat.here(),
    typing: () => chat.typing(),
    end: () => chat.end(),
    restart: () => chat.restart(),
    close: () => show(false),
  });
  const showUnread = () => {
    count.textContent = unread > 0 ? ` (${words.unread(unread)})` : '';
  };
  const show = (opened: boolean) => {
    launcher.hidden = opened;
    launcher.setAttribute('aria-expanded', String(opened));
    unread = 0;
    showUnread();
    panel.show(opened);
    chat.show(opened);
    if (!opened) launcher.focus();
  };
  launcher.addEventListener('click', () => show(true));

  const host = element('div', { lang: spoken });
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  root.adoptedStyleSheets = [sheet];
  root.append(element('div', { className: 'frame' }, launcher, panel.root));
  document.body.append(host);

  const chat = new Chat(
    { url: url.href, language, identity },
    {
      changed: (state, isConnected) => {
        panel.update(state, isConnected);
        const answers = state.messages.filter(({ by }) => by !== 'visitor').length;
        if (panel.root.hidden) unread = Math.max(unread + Math.max(0, answers - seen), state.isAsked ? 1 : 0);
        seen = answers;
        showUnread();
      },
      typing: () => panel.typing(),
      download: (path) => element('a', { href: new URL(path, script.src).href, download: '' }).click(),
    },
  );
  if (chat.wasOpen || open !== undefined) show(true);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  if (document.body) embed(script);
  else addEventListener('DOMContentLoaded', () => embed(script), { once: true });
}
