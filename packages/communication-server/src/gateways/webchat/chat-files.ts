import type { Log } from '@caruso/service-manager';
import { builtWidget } from './built-widget.js';
import { chatPage } from './chat-page.js';

/** What is served under a path. */
export interface ChatFile {
  readonly status: number;
  readonly body: Buffer | string;
  readonly headers: Readonly<Record<string, string>>;
}

const ALWAYS = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-cache' };

/** The script that pages embed. */
export function widgetFile(log: Log): ChatFile {
  const widget = builtWidget(log);
  return {
    status: widget ? 200 : 503,
    body: widget ?? '',
    headers: {
      ...ALWAYS,
      'content-type': 'text/javascript; charset=utf-8',
      'cross-origin-resource-policy': 'cross-origin',
    },
  };
}

/**
 * The chat's own page, in the language that the browser wants most.
 *
 * @param accepted - the header `Accept-Language`
 */
export function pageFile(company: string, accepted = ''): ChatFile {
  const [language = 'en'] = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*/.exec(accepted) ?? [];
  const { html, policy } = chatPage(company, language);
  return {
    status: 200,
    body: html,
    headers: {
      ...ALWAYS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      vary: 'Accept-Language',
    },
  };
}
