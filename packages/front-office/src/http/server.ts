import type { Log } from '@caruso/service-manager';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { FrontOfficeErrors } from '../errors.js';
import type { FrontOfficeSettings } from '../options.js';
import type { Session, Sessions } from '../session/sessions.js';
import { accessTo } from './access.js';
import { answerTo } from './error-answer.js';
import { guard } from './guard.js';
import { type Limits, makeLimits } from './limits.js';
import { isPage, pageAnswers } from './page-answers.js';
import type { Route } from './route.js';
import { securityHeaders } from './security-headers.js';
import { type SessionCookie, sessionCookie } from './session-cookie.js';
import { readUpload, takeUploads, Upload } from './upload.js';

/** Requests are forms; files have limits of their own. */
const BODY_LIMIT = 256 * 1024;
/** For receiving a request, and for answering it. */
const REQUEST_TIMEOUT_MS = 30_000;
const HANDLER_TIMEOUT_MS = 60_000;

/** What the routes need of the server. */
export interface Border {
  readonly cookie: SessionCookie;
  readonly limits: Limits;
}

/** What the server is made of. */
export interface ServerParts {
  readonly settings: FrontOfficeSettings;
  readonly sessions: Sessions;
  readonly log: Log;
  readonly routes: (border: Border) => readonly Route[];
  /** Answers what no route fits and no file is there for. */
  readonly web: (server: FastifyInstance) => Promise<Route>;
}

/**
 * Makes the HTTP server, not listening yet: each request gets its session, and passes the guard, before anything of it
 * is read.
 *
 * @throws FrontOfficeErrors.UndeclaredRoute when a route stands in no row of the access table
 */
export async function makeServer({ settings, sessions, log, routes, web }: ServerParts): Promise<FastifyInstance> {
  const headers = securityHeaders(settings.secureCookies);
  const server = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Open streams are ended before; whoever only keeps a connection alive shall not hold up the stop.
    forceCloseConnections: 'idle',
    trustProxy: settings.trustProxy,
    exposeHeadRoutes: false,
    // What is wrong before a route is found, such as an address with a broken escape.
    frameworkErrors: (thrown, _, reply: FastifyReply) => {
      const { status, body } = answerTo(thrown, log, undefined);
      return reply
        .code(status)
        .headers({ ...headers, 'cache-control': 'no-store' })
        .send(body);
    },
    routerOptions: { maxParamLength: 500 },
  });
  server.setErrorHandler((thrown, request, reply) => {
    const answer = answerTo(thrown, log, sessionOf(request)?.user?.role);
    return reply.code(answer.status).headers(answer.headers).header('cache-control', 'no-store').send(answer.body);
  });
  server.setNotFoundHandler(({ method, url }) => {
    throw new FrontOfficeErrors.UnknownRoute({ method, path: url.split('?')[0] ?? url });
  });
  await server.register(cookie);
  await server.register(rateLimit, { global: false });
  const border = { cookie: sessionCookie(settings.secureCookies), limits: makeLimits(server, settings.attempts) };
  refuseUndeclared(server);
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    const { method, url = '' } = request.routeOptions;
    const page = isPage(url);
    if (!page && !url.startsWith('/api/')) return;
    reply.header('cache-control', 'no-store');
    const token = border.cookie.read(request);
    const session = token === undefined ? null : await sessions.use(token);
    requestSessions.set(request, session);
    // The token of a page's form is in its body, and is looked at when that has been read.
    if (page) return;
    guard(accessTo(String(method), url), session, request.method, request.headers['x-csrf-token']);
  });
  const all = [...routes(border), await web(server)];
  const isOfPages = ({ name }: Route) => isPage(name.slice(name.indexOf(' ') + 1));
  for (const route of all.filter((other) => !isOfPages(other))) register(server, route);
  await server.register(async (pages) => {
    await takeUploads(pages);
    pageAnswers(pages, settings.company, (thrown, request) => answerTo(thrown, log, sessionOf(request)?.user?.role));
    pages.addHook('preValidation', async (request) => {
      const { headers: given, method, routeOptions } = request;
      // Who has no session has no token either, and sends nothing that is worth reading.
      if (request.isMultipart() && sessionOf(request)) request.body = await readUpload(request);
      const { body } = request;
      const fields = body instanceof Upload ? body.fields : body;
      const token = fields instanceof URLSearchParams ? fields.get('csrf') : given['x-csrf-token'];
      guard(accessTo(method, routeOptions.url ?? ''), sessionOf(request), method, token);
    });
    for (const route of all.filter(isOfPages)) register(pages, route);
  });
  await server.ready();
  return server;
}

const requestSessions = new WeakMap<FastifyRequest, Session | null>();
const sessionOf = (request: FastifyRequest) => requestSessions.get(request) ?? null;

function register(server: FastifyInstance, route: Route): void {
  const [method = '', url = ''] = route.name.split(' ');
  // A live view lasts as long as it is looked at.
  const timeout = url.endsWith('/stream') ? {} : { handlerTimeout: HANDLER_TIMEOUT_MS };
  server.route({
    method,
    url,
    // Whoever only asks whether the pages are there; nothing else answers HEAD.
    exposeHeadRoute: url === '/*',
    ...timeout,
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    handler: (request, reply) => route.handle(request, sessionOf(request), reply),
  });
}

function refuseUndeclared(server: FastifyInstance): void {
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) {
      if (accessTo(one, url).length === 0) throw new FrontOfficeErrors.UndeclaredRoute({ route: `${one} ${url}` });
    }
  });
}
