import { statSync } from 'node:fs';
import { type Component, defineComponent, pathInAssembly, provide } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { z } from 'zod';
import { ObjectErrors } from '../errors.js';
import { ModelFolder } from './model-folder.js';
import { Modeler } from './modeler-contract.js';
import { MODELER_SETTINGS, ModelerService, type ModelerSettings } from './modeler-service.js';

export interface ModelerOptions {
  /** A folder of model documents, or several; each is one model, called as its folder is. */
  readonly model: string | readonly string[];
  /** Whose mapping is meant, where the documents have those of several companies. */
  readonly company?: string;
  /** Where the models lie that these build upon; by default what lies beside each folder. */
  readonly library?: readonly string[];
  /** The roles whose actors may use it; by default `administrator`. */
  readonly roles?: readonly string[];
}

const texts = z.array(z.string().min(1)).min(1);
const Options = z.strictObject({
  model: z.union([z.string().min(1), texts]),
  company: z.string().min(1).optional(),
  library: texts.optional(),
  roles: texts.optional(),
});

/**
 * The component that lets administrators change model documents: in the studio of the front office, or through whatever asks for
 * the contract `caruso.modeler`. It writes into the folders of the models and nowhere else. A running assembly takes a changed
 * model over when it starts again.
 *
 * @throws ObjectErrors.InvalidOptions
 * @example
 * ```ts
 * modeler({ model: './model' });
 * ```
 */
export function modeler(options: ModelerOptions): Component {
  const folders = typeof options.model === 'string' ? [options.model] : [...(options.model ?? [])];
  const problems = [...wrongOptions(options), ...wrongFolders(folders)];
  if (problems.length > 0) throw new ObjectErrors.InvalidOptions({ problems });
  const { company, library, roles = ['administrator'] } = options;
  const settings: ModelerSettings = {
    folders: folders.map(pathInAssembly),
    roles,
    ...(company === undefined ? {} : { company }),
    ...(library === undefined ? {} : { library: library.map(pathInAssembly) }),
  };
  return defineComponent({
    name: 'modeler',
    provides: [provide(Modeler, ModelerService)],
    requires: [Storage],
    configure: (container) => container.bind(MODELER_SETTINGS).toConstantValue(settings),
  });
}

function wrongOptions(options: ModelerOptions): string[] {
  const issues = Options.safeParse(options).error?.issues ?? [];
  return issues.map(({ path, message }) => `${path.join('.') || 'the options'}: ${message}`);
}

function wrongFolders(paths: readonly string[]): string[] {
  const names = paths.map((path) => new ModelFolder(path).name);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  const missing = paths.filter((path) => !statSync(pathInAssembly(path), { throwIfNoEntry: false })?.isDirectory());
  return [
    ...missing.map((path) => `model: "${path}" is no folder`),
    ...twice.map((name) => `model: two folders are called "${name}", so the models could not be told apart`),
  ];
}
