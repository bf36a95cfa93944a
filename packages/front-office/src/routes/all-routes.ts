import type { CustomerView } from '../customer/customer-view.js';
import { SelfServiceDesk } from '../customer/self-service-desk.js';
import type { Visits } from '../customer/visits.js';
import type { EventStreams } from '../http/event-streams.js';
import type { Route } from '../http/route.js';
import type { Border } from '../http/server.js';
import type { FrontOfficeSettings } from '../options.js';
import type { Sessions } from '../session/sessions.js';
import type { Users } from '../session/users.js';
import { agentRoutes } from './agent-routes.js';
import { campaignRoutes } from './campaign-routes.js';
import { dialogPageRoutes } from './dialog-page-routes.js';
import { dialogRoutes } from './dialog-routes.js';
import { duplicateRoutes } from './duplicate-routes.js';
import { healthRoutes } from './health-routes.js';
import { messageRoutes } from './message-routes.js';
import { modelerRoutes } from './modeler-routes.js';
import { objectRoutes } from './object-routes.js';
import { recordingRoutes } from './recording-routes.js';
import { reportRoutes } from './report-routes.js';
import { scriptStudioRoutes } from './script-studio-routes.js';
import { selfServiceRoutes } from './self-service-routes.js';
import { serviceRoutes } from './service-routes.js';
import type { Services } from './services.js';
import { endOf, sessionRoutes } from './session-routes.js';
import { supervisionRoutes } from './supervision-routes.js';
import { talkRoutes } from './talk-routes.js';

/** What all routes together need. */
export interface RouteParts {
  readonly settings: FrontOfficeSettings;
  readonly services: Services;
  readonly border: Border;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly streams: EventStreams;
  readonly visits: Visits;
  readonly view: CustomerView;
}

/** The whole HTTP API. */
export function allRoutes({
  settings,
  services,
  border,
  users,
  sessions,
  streams,
  visits,
  view,
}: RouteParts): readonly Route[] {
  const { customer, company } = settings;
  const desk = new SelfServiceDesk(services, settings, visits);
  return [
    ...sessionRoutes({ ...border, users, sessions, streams, visits, company }),
    ...agentRoutes(services, view, streams, customer.object),
    ...messageRoutes(services, border.limits),
    ...talkRoutes(services),
    ...recordingRoutes(services),
    ...objectRoutes(services),
    ...duplicateRoutes(services),
    ...dialogRoutes(services, customer, border.limits),
    ...selfServiceRoutes(services, desk, visits, border.limits),
    ...dialogPageRoutes({
      ...{ ...border, services, desk, visits, users, sessions, company },
      ended: (session) => endOf(session, streams, visits),
    }),
    ...reportRoutes(services, streams),
    ...supervisionRoutes(services, customer.object),
    ...campaignRoutes(services),
    ...healthRoutes(services),
    ...serviceRoutes(services, streams),
    ...modelerRoutes(services),
    ...scriptStudioRoutes(services),
  ];
}
