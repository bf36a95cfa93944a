import { isDeepStrictEqual } from 'node:util';
import type { CommunicationServerOptions } from '../options.js';
import type { ConfigurationChange } from './configuration-change.js';

type Kind = ConfigurationChange['what'];

/** The settings of a contact centre as a whole. */
const SETTINGS = ['offerTimeoutMs', 'ageing', 'connectionGraceMs', 'customers'] as const;

/**
 * What has changed from one configuration to the next, in the order of queues, agents, reasons, calendars, numbers, campaigns,
 * templates, settings.
 */
export function changesBetween(
  before: CommunicationServerOptions,
  after: CommunicationServerOptions,
): ConfigurationChange[] {
  const settings = (options: CommunicationServerOptions) =>
    Object.fromEntries(SETTINGS.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])));
  return [
    ...compared('queue', byId(before.queues), byId(after.queues)),
    ...compared('agent', byId(before.agents), byId(after.agents)),
    ...compared('reason', byId(before.notReadyReasons), byId(after.notReadyReasons)),
    ...compared('calendar', before.calendars, after.calendars),
    ...compared('number', before.numbers, after.numbers),
    ...compared('campaign', byId(before.campaigns), byId(after.campaigns)),
    ...compared('template', byLanguage(before.templates), byLanguage(after.templates)),
    ...compared('setting', settings(before), settings(after)),
  ];
}

function byId(items: readonly { readonly id: string }[] = []): Readonly<Record<string, unknown>> {
  return Object.fromEntries(items.map((item) => [item.id, item]));
}

function byLanguage(templates: CommunicationServerOptions['templates'] = []): Readonly<Record<string, unknown>> {
  return Object.fromEntries(templates.map((template) => [`${template.id} (${template.language})`, template]));
}

function compared(
  what: Kind,
  before: Readonly<Record<string, unknown>> = {},
  after: Readonly<Record<string, unknown>> = {},
): ConfigurationChange[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return ids.flatMap((id): ConfigurationChange[] => {
    if (!Object.hasOwn(before, id)) return [{ what, id, change: 'added' }];
    if (!Object.hasOwn(after, id)) return [{ what, id, change: 'removed' }];
    if (isDeepStrictEqual(before[id], after[id])) return [];
    const attributes = differing(before[id], after[id]);
    return [{ what, id, change: 'changed', ...(attributes.length > 0 ? { attributes } : {}) }];
  });
}

/** The attributes in which two definitions differ; none for plain values. */
function differing(before: unknown, after: unknown): string[] {
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isDeepStrictEqual(Reflect.get(before, name), Reflect.get(after, name)));
}
