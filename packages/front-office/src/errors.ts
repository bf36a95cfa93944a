import { defineErrors, error } from '@caruso/core';
import type { ChangedMeanwhile } from './api-types.js';

/** The errors of this package (`CRS-FRO-…`). */
export const FrontOfficeErrors = defineErrors('FRO', {
  BadOptions: error(
    1,
    'invalid',
    ({ issues }: { issues: string }) => `The options of frontOffice() cannot be used: ${issues}.`,
  ),
  PortInUse: error(
    2,
    'unavailable',
    ({ host, port }: { host: string; port: number }) =>
      `Port ${port} on ${host} is already in use by another program. Stop that program, or give frontOffice({ port }) a free one (0 takes any); with npm start: set PORT.`,
  ),
  PortRefused: error(
    3,
    'unavailable',
    ({ host, port, reason }: { host: string; port: number; reason: string }) =>
      `The front office may not listen on ${host}:${port}: ${reason}. Ports below 1024 need special rights; the host must be an address of this machine.`,
  ),
  InvalidRequest: error(
    4,
    'invalid',
    ({ part, issues }: { part: string; issues: string }) => `The ${part} of the request is not as expected: ${issues}.`,
  ),
  RequestRefused: error(5, 'invalid', ({ reason }: { reason: string }) => `The request could not be read: ${reason}.`),
  UnknownRoute: error(
    6,
    'not-found',
    ({ method, path }: { method: string; path: string }) => `There is nothing at ${method} ${path}.`,
  ),
  Unexpected: error(
    7,
    'internal',
    ({ id }: { id: string }) => `Something went wrong on our side. The log tells more about it under ${id}.`,
  ),
  NotLoggedIn: error(8, 'unauthenticated', (_: Record<never, never>) => 'Please log in first.'),
  WrongCredentials: error(
    9,
    'unauthenticated',
    (_: Record<never, never>) => 'Login and password do not fit together. Check both and try again.',
  ),
  TooManyAttempts: error(
    10,
    'unavailable',
    ({ what, retryAfterSeconds }: { what: string; retryAfterSeconds: number }) =>
      `Too many ${what}. Try again in ${retryAfterSeconds} ${retryAfterSeconds === 1 ? 'second' : 'seconds'}.`,
  ),
  Forbidden: error(
    11,
    'forbidden',
    ({ role, needed }: { role: string; needed: readonly string[] }) =>
      `This is open to the role ${needed.join(' or ')}; you are logged in as ${role}.`,
  ),
  WrongCsrfToken: error(
    12,
    'forbidden',
    (_: Record<never, never>) =>
      'The request does not carry the token of this session. Reload the page, and send the "csrf" of GET /api/session as header "x-csrf-token".',
  ),
  TooManyStreams: error(
    13,
    'unavailable',
    ({ limit }: { limit: number }) =>
      `This session already has ${limit} live views open. Close one of the other windows or tabs first.`,
  ),
  NoSuchContact: error(14, 'not-found', ({ contact }: { contact: string }) => `There is no contact "${contact}".`),
  NotYourContact: error(
    15,
    'forbidden',
    ({ contact }: { contact: string }) => `The contact "${contact}" is neither offered to you nor yours.`,
  ),
  NoSuchObject: error(
    16,
    'not-found',
    ({ object, key }: { object: string; key: string }) => `There is no ${object} with the key "${key}".`,
  ),
  ChangedMeanwhile: error(
    17,
    'conflict',
    ({ object, key, current }: ChangedMeanwhile) =>
      `${object} "${key}" was ${current ? 'changed' : 'deleted'} by somebody else since you read it. Nothing was saved; compare both versions and save again.`,
  ),
  NoSuchCampaign: error(
    40,
    'not-found',
    ({ campaign }: { campaign: string }) =>
      `There is no campaign "${campaign}": the assembly has no component that provides campaigns.`,
  ),
  NoSuchDialog: error(
    18,
    'not-found',
    ({ dialog }: { dialog: string }) =>
      `You have no dialog "${dialog}". It may have been cancelled or belong to somebody else.`,
  ),
  ScriptNotOffered: error(
    19,
    'not-found',
    ({ script }: { script: string }) => `The script "${script}" cannot be started here, or only after logging in.`,
  ),
  WebNotBuilt: error(
    20,
    'unavailable',
    ({ folder }: { folder: string }) =>
      `The web applications are not built: ${folder} has no index.html. Run the build of @caruso/front-office (\`npm run build\`) and start again. The HTTP API under /api works without them.`,
  ),
  TookTooLong: error(
    22,
    'timeout',
    (_: Record<never, never>) =>
      'The answer took too long. What was asked for may still be done; look before you try again.',
  ),
  OutOfService: error(
    23,
    'unavailable',
    (_: Record<never, never>) => 'This does not work at the moment. Please try again in a few minutes.',
  ),
  UnfitAssembly: error(
    24,
    'invalid',
    ({ findings }: { findings: readonly string[] }) =>
      `The front office does not fit the rest of the assembly:\n${findings.map((finding) => `- ${finding}`).join('\n')}`,
  ),
  AgentUnknown: error(
    25,
    'conflict',
    ({ login, agent }: { login: string; agent: string }) =>
      `You are logged in as "${login}", but the contact centre has no agent "${agent}" for this log-in. Ask whoever looks after CARUSO to add the agent, then log in again.`,
  ),
  NoServiceControl: error(
    26,
    'not-found',
    (_: Record<never, never>) =>
      'This assembly has no service control. Add serviceControl({ releases }) of @caruso/service-manager to its components, and start it again.',
  ),
  NoSuchService: error(
    27,
    'not-found',
    ({ service }: { service: string }) =>
      `There is no service with the id "${service}". It may have been taken out; look at the list again.`,
  ),
  NoModeler: error(
    28,
    'not-found',
    (_: Record<never, never>) =>
      "This assembly has no modeler. Add modeler({ model: './model' }) of @caruso/business-objects to its components, and start it again.",
  ),
  NoScriptStudio: error(
    29,
    'not-found',
    (_: Record<never, never>) =>
      'The scripts of this assembly cannot be changed here. Give scriptEngine({ …, studio: {} }) of @caruso/script-engine a studio, and start it again.',
  ),
  NoTelephone: error(
    30,
    'conflict',
    ({ login }: { login: string }) =>
      `You are logged in as "${login}", who has no telephone to hear conversations with. Let whoever looks after CARUSO name an agent with a \`phone\` for this user, frontOffice({ users: [{ login: "${login}", role: "supervisor", agent: "…" }] }), and start it again.`,
  ),
  UndeclaredRoute: error(
    21,
    'internal',
    ({ route }: { route: string }) =>
      `The route ${route} stands in no row of the access table, so nobody may use it. Add it to the table.`,
  ),
});
