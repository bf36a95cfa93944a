import type { Stub } from '@caruso/core';
import { type MigrationOutcome, ScriptStudio } from '@caruso/script-engine/contract';
import { FrontOfficeErrors } from '../errors.js';
import { params, type Route, route } from '../http/route.js';
import { actorOf } from '../session/identity.js';
import type { Session } from '../session/sessions.js';
import type { Services } from './services.js';

/** The longest script there may be. */
const SCRIPT_LIMIT = 8 * 1024 * 1024;

const { operations } = ScriptStudio;
const Create = operations.create.input;
const Review = operations.review.input.omit({ name: true });
const Inspect = operations.inspect.input.omit({ name: true });
const Edit = operations.edit.input.omit({ name: true });
const Preview = operations.preview.input.omit({ name: true });
const Attempt = operations.attempt.input.omit({ name: true });
const Changed = operations.save.input.omit({ name: true });
const Discard = operations.discard.input.omit({ name: true });
const RollBack = operations.rollBack.input.omit({ name: true });

/** The script studio: scripts as picture and text, tried out and published. Each call is made for whoever asks. */
export function scriptStudioRoutes({
  scriptStudio: given,
  dialogs,
}: Pick<Services, 'scriptStudio' | 'dialogs'>): Route[] {
  const studio = (): Stub<typeof ScriptStudio> => {
    if (given) return given;
    throw new FrontOfficeErrors.NoScriptStudio({});
  };
  /** Whom the studio lets see a script may also say what becomes of its dialogs. */
  const liveScript = async (name: string, session: Session | null) =>
    (await studio().live({ name }, { actor: actorOf(session) }))?.script;
  const named = params('name');
  const sized = { params: named, bodyLimit: SCRIPT_LIMIT };
  const at = '/api/studio/scripts/:name' as const;
  return [
    route('GET /api/studio/scripts', {}, ({ session }) => studio().scripts({}, { actor: actorOf(session) })),
    route('POST /api/studio/scripts', { body: Create }, ({ session, body }) =>
      studio().create(body, { actor: actorOf(session) }),
    ),
    route(`GET ${at}`, { params: named }, ({ session, params }) => studio().open(params, { actor: actorOf(session) })),
    route(`POST ${at}/review`, { ...sized, body: Review }, ({ session, params, body }) =>
      studio().review({ ...params, ...body }, { actor: actorOf(session) }),
    ),
    route(`POST ${at}/inspect`, { ...sized, body: Inspect }, ({ session, params, body }) =>
      studio().inspect({ ...params, ...body }, { actor: actorOf(session) }),
    ),
    route(`POST ${at}/edit`, { ...sized, body: Edit }, ({ session, params, body }) =>
      studio().edit({ ...params, ...body }, { actor: actorOf(session) }),
    ),
    route(`POST ${at}/preview`, { ...sized, body: Preview }, ({ session, params, body }) =>
      studio().preview({ ...params, ...body }, { actor: actorOf(session) }),
    ),
    route(`POST ${at}/attempt`, { ...sized, body: Attempt }, ({ session, params, body }) =>
      studio().attempt({ ...params, ...body }, { actor: actorOf(session) }),
    ),
    route(`POST ${at}/save`, { ...sized, body: Changed }, ({ session, params, body }) =>
      studio().save({ ...params, ...body }, { actor: actorOf(session) }),
    ),
    route(`POST ${at}/discard`, { params: named, body: Discard }, ({ session, params, body }) =>
      studio().discard({ ...params, ...body }, { actor: actorOf(session) }),
    ),
    route(`POST ${at}/publish`, { ...sized, body: Changed }, ({ session, params, body }) =>
      studio().publish({ ...params, ...body }, { actor: actorOf(session) }),
    ),
    route(`POST ${at}/migrations`, { ...sized, body: Review }, async ({ session, params, body }) => {
      const script = await liveScript(params.name, session);
      return script === undefined ? [] : dialogs.migrations({ script, text: body.text }, { actor: actorOf(session) });
    }),
    route(`POST ${at}/migrate`, { params: named }, async ({ session, params }) => {
      const script = await liveScript(params.name, session);
      if (script === undefined) return [];
      const actor = actorOf(session);
      const moved: MigrationOutcome[] = [];
      for (const { dialog, result } of await dialogs.migrations({ script }, { actor })) {
        if (result !== 'impossible') moved.push(await dialogs.migrate({ dialog, who: actor.id }, { actor }));
      }
      return moved;
    }),
    route(`GET ${at}/statistics`, { params: named }, async ({ session, params }) => {
      const script = await liveScript(params.name, session);
      return script === undefined ? null : (await dialogs.statistics({ script }, { actor: actorOf(session) })).total;
    }),
    route(`GET ${at}/versions`, { params: named }, ({ session, params }) =>
      studio().versions(params, { actor: actorOf(session) }),
    ),
    route(`POST ${at}/roll-back`, { params: named, body: RollBack }, ({ session, params, body }) =>
      studio().rollBack({ ...params, ...body }, { actor: actorOf(session) }),
    ),
  ];
}
