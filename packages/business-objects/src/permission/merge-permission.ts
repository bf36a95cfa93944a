import type { Entity } from '../contract.js';
import { ObjectErrors } from '../errors.js';
import type { MergeRequest } from '../merge/merge-request.js';
import { notMergeable } from '../merge/not-mergeable.js';
import type { MergeChange, MergeRights } from '../merge/plan-merge.js';
import type { PermittedObjects } from './permitted-objects.js';
import type { Rights } from './permitted-search.js';

/** For the system: nothing is to be checked. */
export const ALL_MERGES: MergeRights = { checkObjects: async () => {}, checkChanges: async () => {} };

/**
 * What one actor may merge: objects that he reads and sees all of, because what he does not see would be lost, when he may
 * change and delete them, and change everything that links to them.
 */
export class MergePermission implements MergeRights {
  readonly #objects: PermittedObjects;
  readonly #rights: Rights;

  constructor(objects: PermittedObjects, rights: Rights) {
    this.#objects = objects;
    this.#rights = rights;
  }

  async checkObjects(request: MergeRequest): Promise<void> {
    const { object, keep, lose } = request;
    const keys = [keep, ...lose];
    const found = await this.#objects.getMany(object, keys);
    for (const [at, entity] of found.entries()) {
      if (entity === null) throw new ObjectErrors.NotFound({ object, key: keys[at] ?? '' });
    }
    const { attributes, links } = this.#rights.plan(object).model;
    const hidden = [...attributes.keys(), ...links.keys()].find(
      (name) => this.#rights.of(object)?.asks(name) === false,
    );
    if (hidden === undefined) return;
    throw this.#refusal(request, `who merges ${object} objects has to see all of them, also "${hidden}"`);
  }

  async checkChanges(request: MergeRequest, changes: readonly MergeChange[]): Promise<void> {
    const versions = await this.#versions(request, changes);
    const asked = changes.map(({ object, key, changes: given }) => {
      const identified = { object, key, version: versions.get(`${object} ${key}`) ?? '' };
      return given === undefined ? { delete: identified } : { update: { ...identified, changes: given } };
    });
    try {
      await this.#objects.change(asked, async () => ({ id: '', state: 'done', parts: [] }));
    } catch (thrown) {
      if (!ObjectErrors.NotPermitted.is(thrown)) throw thrown;
      throw this.#refusal(request, thrown.message, thrown);
    }
  }

  /** The versions of objects as the actor sees them. @throws ObjectErrors.NotMergeable when he does not see one of them */
  async #versions(request: MergeRequest, changes: readonly MergeChange[]): Promise<ReadonlyMap<string, string>> {
    const versions = new Map<string, string>();
    for (const object of new Set(changes.map((each) => each.object))) {
      const keys = changes.filter((each) => each.object === object).map(({ key }) => key);
      const found = this.#rights.of(object)?.readable === false ? [] : await this.#objects.getMany(object, keys);
      for (const [at, key] of keys.entries()) {
        const entity: Entity | null = found[at] ?? null;
        if (entity === null) throw this.#refusal(request, 'something links to them that you may not see and change');
        versions.set(`${object} ${key}`, entity.version);
      }
    }
    return versions;
  }

  #refusal(request: MergeRequest, detail: string, cause?: unknown) {
    return notMergeable(request, 'rights', detail, cause);
  }
}
