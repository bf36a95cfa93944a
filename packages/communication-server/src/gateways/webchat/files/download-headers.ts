import type { SentFile } from './sent-file.js';

/**
 * How a file that somebody has sent is answered with: to be saved, never shown as a page of this host, and nothing in it runs.
 *
 * @see RFC 8187 for the name, which may have any letters
 */
export function downloadHeaders({ name, mediaType, bytes }: SentFile): Readonly<Record<string, string>> {
  const escaped = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return {
    'content-type': mediaType,
    'content-length': String(bytes),
    'content-disposition': `attachment; filename*=UTF-8''${escaped}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-store',
  };
}
