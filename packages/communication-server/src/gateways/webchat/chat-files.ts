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

/** The script that pages embed, and a page of its own that has it. */
export function chatFiles(company: string, log: Log): ReadonlyMap<string, ChatFile> {
  const { html, policy } = chatPage(company);
  const widget = builtWidget(log);
  return new Map([
    [
      '/widget.js',
      {
        status: widget ? 200 : 503,
        body: widget ?? '',
        headers: {
          ...ALWAYS,
          'content-type': 'text/javascript; charset=utf-8',
          'cross-origin-resource-policy': 'cross-origin',
        },
      },
    ],
    [
      '/',
      {
        status: 200,
        body: html,
        headers: { ...ALWAYS, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
      },
    ],
  ]);
}
