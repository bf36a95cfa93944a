import type { FastifyInstance, FastifyRequest } from 'fastify';
import { failurePage } from '../dialog-pages/overview-page.js';
import type { ErrorAnswer } from './error-answer.js';

/** Pages bring no script, and take nothing from anywhere but their stylesheet. */
const PAGE_POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** What pages have otherwise than the API: forms come in, HTML goes out, also where something fails. */
export function pageAnswers(
  server: FastifyInstance,
  company: string,
  failure: (thrown: unknown, request: FastifyRequest) => ErrorAnswer,
): void {
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
    done(null, new URLSearchParams(String(body)));
  });
  server.addHook('onRequest', async (_, reply) => {
    reply.header('content-security-policy', PAGE_POLICY);
  });
  server.setErrorHandler((thrown, request, reply) => {
    const { status, headers, body } = failure(thrown, request);
    const answer = reply.code(status).headers(headers).header('cache-control', 'no-store');
    if (!request.headers.accept?.includes('text/html')) return answer.send(body);
    const text = failurePage(body.error.message, company, languageOf(request));
    return answer.type('text/html; charset=utf-8').send(text);
  });
}

/** Whether a path belongs to the pages. */
export function isPage(path: string): boolean {
  return path === '/dialog' || path.startsWith('/dialog/');
}

/** The first language a browser asks for; English when it asks for none. */
export function languageOf({ headers }: Pick<FastifyRequest, 'headers'>): string {
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})?/i.exec(headers['accept-language'] ?? '')?.[0] ?? 'en';
}
