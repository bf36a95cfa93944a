import { ServiceErrors } from '../errors.js';
import type { Component } from '../model/service-manager.js';
import { importModule } from './import-module.js';
import { moduleLabel } from './module-url.js';

type MakeComponent = (options: unknown) => unknown;

/**
 * The component that a module brings: its default export, or what that returns when it is called with `options`.
 *
 * @throws ServiceErrors.ModuleNotLoaded, ServiceErrors.NoComponentInModule
 */
export async function importComponent(url: URL, options: unknown): Promise<Component> {
  const exported = await defaultExport(url);
  const component = typeof exported === 'function' ? await made(url, exported as MakeComponent, options) : exported;
  if (isComponent(component)) return component;
  throw new ServiceErrors.NoComponentInModule({ module: moduleLabel(url), found: kindOf(component) });
}

async function defaultExport(url: URL): Promise<unknown> {
  try {
    return inner((await importModule(url.href)).default);
  } catch (thrown) {
    throw notLoaded(url, explain(url, thrown), thrown);
  }
}

/** Of a CommonJS module that was translated from ECMAScript, Node takes all exports for the default one. */
function inner(exported: unknown): unknown {
  return isObject(exported) && exported.__esModule === true ? exported.default : exported;
}

async function made(url: URL, make: MakeComponent, options: unknown): Promise<unknown> {
  try {
    return await make(options);
  } catch (thrown) {
    throw notLoaded(url, `its function failed: ${messageOf(thrown)}`, thrown);
  }
}

function notLoaded(url: URL, reason: string, cause: unknown): Error {
  return new ServiceErrors.ModuleNotLoaded({ module: moduleLabel(url), reason }, { cause });
}

function explain(url: URL, thrown: unknown): string {
  const isTypeScript = /\.[cm]?tsx?$/.test(url.pathname);
  if (isTypeScript && isObject(thrown) && thrown.code === 'ERR_UNKNOWN_FILE_EXTENSION') {
    return `Node.js ${process.versions.node} cannot read TypeScript. Name the JavaScript built from it, or start the process with a loader, e.g. node --import tsx.`;
  }
  return messageOf(thrown);
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function isComponent(value: unknown): value is Component {
  return (
    isObject(value) &&
    typeof value.name === 'string' &&
    Array.isArray(value.provides) &&
    Array.isArray(value.requires) &&
    typeof value.create === 'function'
  );
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  return isObject(value)
    ? `an object with ${Object.keys(value).slice(0, 10).join(', ') || 'nothing in it'}`
    : `a ${typeof value}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
