import type { Role } from '../api-types.js';

/** Who may use a route: everybody, or users with one of these roles. */
export type Access = 'anyone' | readonly Role[];

const agent = ['agent'] as const;
const supervisor = ['supervisor'] as const;
const administrator = ['administrator'] as const;
const staff = ['agent', 'supervisor'] as const;

/**
 * All routes and who may use them. What does not stand here does not exist: a route outside the table stops the server
 * from starting. `anyone` still means "only what is his own" wherever something belongs to a visitor.
 */
export const ACCESS = {
  'GET /api/session': 'anyone',
  'POST /api/session': 'anyone',
  'DELETE /api/session': 'anyone',

  'GET /api/agent/stream': agent,
  'GET /api/agent/settings': agent,
  'POST /api/agent/log-in': agent,
  'POST /api/agent/log-out': agent,
  'POST /api/agent/ready': agent,
  'POST /api/agent/not-ready': agent,
  'POST /api/agent/offers/:reservation/accept': agent,
  'POST /api/agent/offers/:reservation/reject': agent,
  'POST /api/agent/previews/:attempt/dial': agent,
  'POST /api/agent/previews/:attempt/skip': agent,
  'POST /api/agent/contacts/:contact/hang-up': agent,
  'POST /api/agent/contacts/:contact/wrap-up': agent,
  'POST /api/agent/contacts/:contact/extend-wrap-up': agent,
  'POST /api/agent/contacts/:contact/customer': agent,
  'GET /api/agent/contacts/:contact/pop': agent,
  'POST /api/agent/contacts/:contact/dialog': agent,
  'GET /api/agent/contacts/:contact/messages': agent,
  'POST /api/agent/contacts/:contact/messages': agent,
  'POST /api/agent/contacts/:contact/messages/:message/files': agent,
  'GET /api/agent/contacts/:contact/templates': agent,
  'POST /api/agent/contacts/:contact/typing': agent,
  'GET /api/agent/contacts/:contact/attachments/:attachment': agent,
  'GET /api/agent/contacts/:contact/voicemail': agent,
  'GET /api/agent/contacts/:contact/destinations': agent,
  'POST /api/agent/contacts/:contact/hold': agent,
  'POST /api/agent/contacts/:contact/retrieve': agent,
  'POST /api/agent/contacts/:contact/transfer': agent,
  'POST /api/agent/contacts/:contact/consult': agent,
  'POST /api/agent/contacts/:contact/cancel-consultation': agent,
  'POST /api/agent/contacts/:contact/complete-transfer': agent,
  'POST /api/agent/contacts/:contact/join-conference': agent,
  'POST /api/agent/contacts/:contact/record': agent,
  'POST /api/agent/contacts/:contact/pause-recording': agent,
  'POST /api/agent/contacts/:contact/resume-recording': agent,
  'POST /api/agent/contacts/:contact/stop-recording': agent,

  'POST /api/campaigns/:campaign/start': supervisor,
  'POST /api/campaigns/:campaign/pause': supervisor,

  'GET /api/objects': staff,
  'GET /api/objects/:object': staff,
  'GET /api/objects/:object/:key': staff,
  'GET /api/objects/:object/:key/history': staff,
  'PATCH /api/objects/:object/:key': agent,
  'POST /api/objects/:object/duplicates': agent,
  'POST /api/objects/:object/merge': agent,
  'GET /api/history/:customer': staff,

  'GET /api/dialogs/scripts': agent,
  'POST /api/dialogs': agent,
  'GET /api/dialogs/:dialog': agent,
  'POST /api/dialogs/:dialog/answer': agent,
  'POST /api/dialogs/:dialog/attach': agent,
  'GET /api/dialogs/:dialog/files/:file': agent,
  'POST /api/dialogs/:dialog/next': agent,
  'POST /api/dialogs/:dialog/correct': agent,
  'POST /api/dialogs/:dialog/back': agent,
  'POST /api/dialogs/:dialog/branch': agent,
  'POST /api/dialogs/:dialog/cancel': agent,
  'POST /api/dialogs/:dialog/link': agent,

  'GET /api/self-service': 'anyone',
  'POST /api/self-service/dialogs': 'anyone',
  'GET /api/self-service/dialogs/:dialog': 'anyone',
  'POST /api/self-service/dialogs/:dialog/answer': 'anyone',
  'POST /api/self-service/dialogs/:dialog/attach': 'anyone',
  'GET /api/self-service/dialogs/:dialog/files/:file': 'anyone',
  'POST /api/self-service/dialogs/:dialog/next': 'anyone',
  'POST /api/self-service/dialogs/:dialog/correct': 'anyone',
  'POST /api/self-service/dialogs/:dialog/back': 'anyone',
  'POST /api/self-service/dialogs/:dialog/branch': 'anyone',
  'POST /api/self-service/dialogs/:dialog/cancel': 'anyone',

  'GET /dialog': 'anyone',
  'POST /dialog': 'anyone',
  'GET /dialog/page.css': 'anyone',
  'POST /dialog/log-in': 'anyone',
  'POST /dialog/log-out': 'anyone',
  'GET /dialog/go-on/:token': 'anyone',
  'POST /dialog/go-on/:token': 'anyone',
  'GET /dialog/:dialog': 'anyone',
  'POST /dialog/:dialog': 'anyone',
  'POST /dialog/:dialog/file': 'anyone',
  'GET /dialog/:dialog/files/:file': 'anyone',

  'GET /api/monitor/stream': supervisor,
  'GET /api/monitor/settings': supervisor,
  'POST /api/monitor/contacts/:contact/listen': supervisor,
  'POST /api/monitor/contacts/:contact/whisper': supervisor,
  'POST /api/monitor/contacts/:contact/barge': supervisor,
  'POST /api/monitor/contacts/:contact/stop': supervisor,
  'POST /api/monitor/agents/:agent/ready': supervisor,
  'POST /api/monitor/agents/:agent/not-ready': supervisor,
  'POST /api/monitor/agents/:agent/log-out': supervisor,
  'GET /api/reports': supervisor,
  'GET /api/reports/:report': supervisor,
  'GET /api/reports/:report/csv': supervisor,
  'GET /api/ready': 'anyone',
  'GET /api/health': ['supervisor', 'administrator'],

  'GET /api/services': administrator,
  'GET /api/services/stream': administrator,
  'GET /api/services/explain': administrator,
  'GET /api/services/releases': administrator,
  'POST /api/services/:id/maintain': administrator,
  'POST /api/services/:id/resume': administrator,
  'POST /api/services/:id/replace': administrator,
  'POST /api/services/:id/drain': administrator,

  'GET /api/studio/models': administrator,
  'GET /api/studio/models/:model': administrator,
  'POST /api/studio/models/:model/review': administrator,
  'POST /api/studio/models/:model/edit': administrator,
  'POST /api/studio/models/:model/save': administrator,
  'GET /api/studio/stores': administrator,
  'GET /api/studio/models/:model/stores/:store/tables': administrator,
  'GET /api/studio/models/:model/stores/:store/rows': administrator,

  'GET /api/studio/scripts': administrator,
  'POST /api/studio/scripts': administrator,
  'GET /api/studio/scripts/:name': administrator,
  'POST /api/studio/scripts/:name/review': administrator,
  'POST /api/studio/scripts/:name/inspect': administrator,
  'POST /api/studio/scripts/:name/edit': administrator,
  'POST /api/studio/scripts/:name/preview': administrator,
  'POST /api/studio/scripts/:name/attempt': administrator,
  'POST /api/studio/scripts/:name/save': administrator,
  'POST /api/studio/scripts/:name/discard': administrator,
  'POST /api/studio/scripts/:name/migrate': administrator,
  'POST /api/studio/scripts/:name/migrations': administrator,
  'POST /api/studio/scripts/:name/publish': administrator,
  'GET /api/studio/scripts/:name/statistics': administrator,
  'GET /api/studio/scripts/:name/versions': administrator,
  'POST /api/studio/scripts/:name/roll-back': administrator,

  /** The web applications; they hold no data. */
  'GET /*': 'anyone',
  'HEAD /*': 'anyone',
} as const satisfies Record<string, Access>;

/** A row of the table: method and path. */
export type RouteName = keyof typeof ACCESS;

/** Who may use a route; nobody, when it stands in no row. */
export function accessTo(method: string, path: string): Access {
  const name = `${method} ${path}`;
  return Object.hasOwn(ACCESS, name) ? ACCESS[name as RouteName] : [];
}
