import type { Entity, ObjectType } from '../../../src/api-types.js';
import { FieldList } from './field-list.js';
import { LinkTabs } from './link-tabs.js';
import styles from './object-detail.module.css';
import { panelsOf } from './object-fields.js';

export interface ObjectDetailProps {
  readonly type: ObjectType;
  readonly types: ReadonlyMap<string, ObjectType>;
  readonly entity: Entity;
}

/** An object as its presentation document draws it: panels of fields, then tabs of what belongs to it. */
export function ObjectDetail({ type, types, entity }: ObjectDetailProps) {
  return (
    <div className={styles.detail}>
      {panelsOf(type).map((panel, index) => (
        <section key={panel.label ?? panel.fields.join(' ')} {...(panel.label ? { 'aria-label': panel.label } : {})}>
          {panel.label && <h3 className={styles.heading}>{panel.label}</h3>}
          {index > 0 && !panel.label && <hr className={styles.rule} />}
          <FieldList type={type} entity={entity} names={panel.fields} />
        </section>
      ))}
      <LinkTabs type={type} types={types} entity={entity} />
    </div>
  );
}
