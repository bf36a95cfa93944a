import { CarusoError } from '@caruso/core';
import type { Screen } from '@caruso/script-engine/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SelfServiceDesk } from '../customer/self-service-desk.js';
import type { Visits } from '../customer/visits.js';
import { dialogPage } from '../dialog-pages/dialog-page.js';
import { linkPage, overviewPage } from '../dialog-pages/overview-page.js';
import { PAGE_STYLE } from '../dialog-pages/page-style.js';
import { readForm } from '../dialog-pages/read-form.js';
import { FrontOfficeErrors } from '../errors.js';
import { sendFile } from '../http/download.js';
import { languageOf } from '../http/page-answers.js';
import { params, type Route, route } from '../http/route.js';
import type { Border } from '../http/server.js';
import { Upload } from '../http/upload.js';
import { actorOf, requireSession, visitorOf } from '../session/identity.js';
import type { Session, Sessions } from '../session/sessions.js';
import type { Users } from '../session/users.js';
import { type AtStep, answerWithFile } from './answer-with-file.js';
import { ownDialog } from './dialog-steps.js';
import { tellOfLook, tellOfStep } from './private-question.js';
import type { Services } from './services.js';
import { replaceSession } from './session-routes.js';

interface DialogPageParts extends Border {
  readonly services: Services;
  readonly desk: SelfServiceDesk;
  readonly visits: Visits;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly company: string;
  /** Ends what a session that is replaced has open. */
  readonly ended: (session: Session) => Promise<void>;
}

const Form = z.instanceof(URLSearchParams);
const Fields = z.object({ step: z.string().min(1).max(200), do: z.string().min(1).max(220) });
const LogIn = z.object({ login: z.string().trim().min(1).max(100), password: z.string().min(1).max(200) });
const Token = z.object({ token: z.string().min(1).max(200) });

/** Self-service as pages that need no script: forms, each answered by leading to the page that follows (POST, redirect, GET). */
export function dialogPageRoutes(parts: DialogPageParts): Route[] {
  const { services, desk, visits, users, sessions, company, cookie, limits } = parts;
  const { dialogs } = services;
  const ofDialog = params('dialog');
  const page = (reply: FastifyReply, text: string) => reply.type('text/html; charset=utf-8').send(text);
  const leadTo = (reply: FastifyReply, path: string) => reply.redirect(path, 303);
  const at = (dialog: string) => `/dialog/${encodeURIComponent(dialog)}`;

  const visiting = async (session: Session | null, request: FastifyRequest, reply: FastifyReply): Promise<Session> => {
    if (session) return session;
    await limits.visitors(request);
    const opened = await sessions.open(null);
    cookie.write(reply, opened.token);
    return opened.session;
  };

  /** Does what the pressed button says; another step than the form's is shown instead. */
  const act = async (session: Session, dialog: string, form: URLSearchParams | Upload): Promise<'done' | 'moved'> => {
    const fields = form instanceof Upload ? form.fields : form;
    const { step, do: what } = read(Fields, Object.fromEntries(fields));
    const who = visitorOf(session);
    const as = { actor: actorOf(session) };
    const summary = await ownDialog(dialogs, who, dialog);
    const where = { dialog, step, who };
    try {
      if (what === 'cancel') {
        await tellOfStep(services, summary, await dialogs.cancel({ dialog, who }, as));
        await visits.close(summary.contact);
        return 'done';
      }
      const screen = await take(what, form, where, as);
      await tellOfStep(services, summary, screen);
      if (screen.state !== 'open') await visits.close(summary.contact, screen.handover);
      return 'done';
    } catch (thrown) {
      if (CarusoError.is(thrown) && thrown.kind === 'conflict') return 'moved';
      throw thrown;
    }
  };

  const take = async (
    what: string,
    form: URLSearchParams | Upload,
    where: AtStep,
    as: { readonly actor: ReturnType<typeof actorOf> },
  ): Promise<Screen> => {
    if (what === 'next') return dialogs.next(where, as);
    if (what === 'back') return dialogs.back(where, as);
    if (what.startsWith('branch:')) return dialogs.branch({ ...where, branch: what.slice('branch:'.length) }, as);
    if (form instanceof Upload) return answerWithFile(dialogs, form, where, as);
    const shown = await dialogs.show({ dialog: where.dialog }, as);
    return dialogs.answer({ ...where, value: readForm(shown, form) }, as);
  };

  const answered = async (
    session: Session | null,
    dialog: string,
    form: URLSearchParams | Upload,
    reply: FastifyReply,
  ) => {
    const came = await act(requireSession(session), dialog, form);
    return leadTo(reply, came === 'moved' ? `${at(dialog)}?moved=1` : at(dialog));
  };

  return [
    route('GET /dialog/page.css', {}, ({ reply }) => reply.type('text/css; charset=utf-8').send(PAGE_STYLE)),
    route('GET /dialog', {}, async ({ session: given, request, reply }) => {
      const session = await visiting(given, request, reply);
      const { csrf, user } = session;
      const language = languageOf(request);
      return page(reply, overviewPage(await desk.overview(session), { language, csrf, user: user?.name }));
    }),
    route('POST /dialog', { body: Form }, async ({ session: given, body, request, reply }) => {
      const session = requireSession(given);
      await limits.dialogs(request);
      const language = body.get('language') ?? languageOf(request);
      const screen = await desk.begin(session, { script: body.get('script') ?? '', language: language.slice(0, 35) });
      return leadTo(reply, at(screen.dialog));
    }),
    route('POST /dialog/log-in', { body: Form }, async ({ session, body, request, reply }) => {
      await limits.logIn(request);
      const { login, password } = read(LogIn, Object.fromEntries(body));
      const user = await users.authenticate(login, password);
      if (!user) throw new FrontOfficeErrors.WrongCredentials({});
      await replaceSession(parts, session, user, reply);
      return leadTo(reply, '/dialog');
    }),
    route('POST /dialog/log-out', { body: Form }, async ({ session, reply }) => {
      await replaceSession(parts, session, null, reply);
      return leadTo(reply, '/dialog');
    }),
    route(
      'GET /dialog/go-on/:token',
      { params: Token },
      async ({ session: given, params: { token }, request, reply }) => {
        const { csrf } = await visiting(given, request, reply);
        return page(reply, linkPage(token, company, { language: languageOf(request), csrf }));
      },
    ),
    route('POST /dialog/go-on/:token', { params: Token, body: Form }, async ({ session: given, params, reply }) => {
      const session = requireSession(given);
      const screen = await dialogs.redeem(
        { token: params.token, who: visitorOf(session) },
        { actor: actorOf(session) },
      );
      return leadTo(reply, at(screen.dialog));
    }),
    route(
      'GET /dialog/:dialog',
      { params: ofDialog, query: z.object({ moved: z.string().optional() }) },
      async ({ session: given, params: { dialog }, query, request, reply }) => {
        const session = await visiting(given, request, reply);
        const summary = await ownDialog(dialogs, visitorOf(session), dialog);
        const screen = await dialogs.show({ dialog }, { actor: actorOf(session) });
        await tellOfLook(services, summary, screen);
        return page(reply, dialogPage(screen, { company, csrf: session.csrf, moved: query.moved !== undefined }));
      },
    ),
    route('POST /dialog/:dialog', { params: ofDialog, body: Form }, ({ session, params, body, reply }) =>
      answered(session, params.dialog, body, reply),
    ),
    route(
      'POST /dialog/:dialog/file',
      { params: ofDialog, body: z.instanceof(Upload) },
      async ({ session, params, body, request, reply }) => {
        await limits.files(request);
        return answered(session, params.dialog, body, reply);
      },
    ),
    route(
      'GET /dialog/:dialog/files/:file',
      { params: params('dialog', 'file') },
      async ({ session, params: { dialog, file }, reply }) => {
        await ownDialog(dialogs, visitorOf(requireSession(session)), dialog);
        return sendFile(reply, await dialogs.file({ dialog, file, channel: 'web' }));
      },
    ),
  ];
}

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new FrontOfficeErrors.InvalidRequest({ part: 'form', issues });
}
