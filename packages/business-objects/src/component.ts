import { type Component, defineComponent, pathInAssembly, provide } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { BusinessObjects } from './contract.js';
import { ObjectErrors } from './errors.js';
import { loadModel, type ModelLocation } from './load-model.js';
import type { Model } from './model/model.js';
import { optionProblems } from './option-problems.js';
import { BusinessObjectsService, SETTINGS, type ServiceSettings } from './service/business-objects-service.js';
import { objectContract } from './service/object-contract.js';
import { ObjectSchemas } from './service/object-schemas.js';
import { objectServiceClass } from './service/object-service.js';

export interface BusinessObjectsOptions {
  /** A folder of model documents, files of it, or a model that was compiled already; paths are meant from the assembly's file. */
  readonly model: ModelLocation | Model;
  /** Whose mapping is meant, where the documents have those of several companies. */
  readonly company?: string;
  /** Folders and packages with the models that this one builds upon; by default what lies beside the model's folder. */
  readonly library?: readonly string[];
  /** IANA zone in which checks take `today()`; by default UTC. */
  readonly zone?: string;
  /**
   * How many keys a filter, or objects a sort, may carry from one store to another; by default 10,000, which is also the
   * most. A search that needs more is refused.
   */
  readonly mostKeys?: number;
}

/**
 * The component that offers the objects of a model: all of them by `BusinessObjects`, and each type by a contract of its
 * own (`objects.Customer`). The model is read at once, so that a wrong one keeps the assembly from being made.
 *
 * @throws LanguageErrors.InvalidDocument with everything that is wrong in the model, ObjectErrors.NoModel,
 *   ObjectErrors.NotMapped, ObjectErrors.InvalidOptions
 * @example
 * ```ts
 * businessObjects({ model: './model', zone: 'Europe/Vienna' });
 * ```
 */
export function businessObjects(options: BusinessObjectsOptions): Component {
  const problems = optionProblems(options);
  if (problems.length > 0) throw new ObjectErrors.InvalidOptions({ problems });
  const model = isModel(options.model) ? options.model : loadAt(options.model, options);
  const unmapped = [...model.objects.values()].filter(({ mapping }) => mapping === undefined).map(({ name }) => name);
  if (unmapped.length > 0) throw new ObjectErrors.NotMapped({ objects: unmapped });
  const schemas = new ObjectSchemas(model);
  const { zone = 'UTC', mostKeys } = options;
  const settings: ServiceSettings = { model, zone, ...(mostKeys === undefined ? {} : { mostKeys }) };
  const component = defineComponent({
    name: 'business-objects',
    provides: [
      provide(BusinessObjects, BusinessObjectsService),
      ...[...model.objects.keys()].map((name) =>
        provide(objectContract(model, name, schemas), objectServiceClass(model, name)),
      ),
    ],
    requires: [Storage],
    configure: (container) => container.bind(SETTINGS).toConstantValue(settings),
  });
  return Object.assign(component, { [MODEL]: model });
}

/** Reads the model where the file of the assembly means it to be. */
function loadAt(location: ModelLocation, { company, library }: BusinessObjectsOptions): Model {
  const where = typeof location === 'string' ? pathInAssembly(location) : location.map(pathInAssembly);
  return loadModel(where, { company, library: library?.map(pathInAssembly) });
}

/** Found again by tools that have another copy of this module than the assembly has loaded. */
const MODEL: unique symbol = Symbol.for('@caruso/business-objects/model');

/** The model of the business objects among the components of an assembly; for tools that work on it without starting them. */
export function modelOf(components: readonly object[]): Model | undefined {
  return components.map((component) => (component as { readonly [MODEL]?: Model })[MODEL]).find((model) => model);
}

function isModel(model: ModelLocation | Model): model is Model {
  return typeof model === 'object' && 'objects' in model;
}
