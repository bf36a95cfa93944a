import { Anchor } from '@mantine/core';
import type { Entity, ObjectType } from '../../../src/api-types.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import styles from './field-list.module.css';
import { fieldsOf } from './object-fields.js';

export interface FieldListProps {
  readonly type: ObjectType;
  readonly entity: Entity;
  readonly names: readonly string[];
}

/** Fields of an object, label beside value. */
export function FieldList({ type, entity, names }: FieldListProps) {
  return (
    <dl className={styles.fields}>
      {fieldsOf(type, entity, names, DESKTOP_LOCALE).map(({ name, label, text, href }) => (
        <div key={name} className={styles.field}>
          <dt>{label}</dt>
          <dd>
            {href ? (
              <Anchor href={href} fz="inherit">
                {text}
              </Anchor>
            ) : (
              text
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
