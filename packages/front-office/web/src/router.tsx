import { createBrowserRouter, redirect } from 'react-router';
import { homeOf } from './session/home-of.js';
import { requireRole } from './session/require-role.js';
import { loadSession } from './session/session.js';
import { LoadingPage } from './shared/loading-page.js';
import { NotFoundPage } from './shared/not-found-page.js';

/** One chunk for each role: an agent never loads the supervisor's screens. */
export const router = createBrowserRouter([
  {
    hydrateFallbackElement: <LoadingPage />,
    errorElement: <NotFoundPage />,
    children: [
      { path: '/', loader: async () => redirect(homeOf((await loadSession()).user)), Component: LoadingPage },
      {
        path: '/login',
        lazy: async () => ({ Component: (await import('./session/login-page.js')).LoginPage }),
      },
      {
        path: '/agent',
        loader: ({ request }) => requireRole('agent', request),
        lazy: async () => ({ Component: (await import('./agent/agent-page.js')).AgentPage }),
      },
      {
        path: '/supervisor',
        loader: ({ request }) => requireRole('supervisor', request),
        lazy: async () => ({ Component: (await import('./supervisor/supervisor-page.js')).SupervisorPage }),
      },
      {
        path: '/admin/services',
        loader: ({ request }) => requireRole('administrator', request),
        lazy: async () => ({ Component: (await import('./admin/services-page.js')).ServicesPage }),
      },
      {
        path: '/studio/modeler',
        loader: ({ request }) => requireRole('administrator', request),
        lazy: async () => ({ Component: (await import('./studio/modeler-page.js')).ModelerPage }),
      },
      {
        path: '/studio/scripts',
        loader: ({ request }) => requireRole('administrator', request),
        lazy: async () => ({ Component: (await import('./scripts/scripts-page.js')).ScriptsPage }),
      },
      {
        path: '/service',
        loader: loadSession,
        lazy: async () => ({ Component: (await import('./service/service-page.js')).ServicePage }),
      },
      {
        path: '/service/dialogs/:dialog',
        loader: loadSession,
        lazy: async () => ({ Component: (await import('./service/service-dialog-page.js')).ServiceDialogPage }),
      },
      { path: '*', Component: NotFoundPage },
    ],
  },
]);
