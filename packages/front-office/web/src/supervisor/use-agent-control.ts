import { useMutation } from '@tanstack/react-query';
import { api } from '../api/api.js';
import type { AgentAction } from './agent-actions.js';

type Control = AgentAction | { readonly kind: 'stop'; readonly contact: string };

/** Does what a supervisor can do with an agent. The live view shows what comes of it. */
export function useAgentControl(agent: string) {
  const control = useMutation({
    mutationFn: (wanted: Control) => {
      const { path, body } = requestOf(agent, wanted);
      return api.post(`/api/monitor/${path}`, body);
    },
  });
  return control.mutate;
}

function requestOf(agent: string, wanted: Control): { readonly path: string; readonly body?: object } {
  const ofAgent = `agents/${encodeURIComponent(agent)}`;
  switch (wanted.kind) {
    case 'supervise':
      return { path: `contacts/${encodeURIComponent(wanted.contact)}/${wanted.mode}` };
    case 'stop':
      return { path: `contacts/${encodeURIComponent(wanted.contact)}/stop` };
    case 'not-ready':
      return { path: `${ofAgent}/not-ready`, body: { reason: wanted.reason } };
    case 'ready':
    case 'log-out':
      return { path: `${ofAgent}/${wanted.kind}` };
  }
}
