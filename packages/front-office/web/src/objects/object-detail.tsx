import { Tabs } from '@mantine/core';
import type { Entity, ObjectType } from '../../../src/api-types.js';
import { FieldList } from './field-list.js';
import { LinkTable } from './link-table.js';
import styles from './object-detail.module.css';
import { panelsOf } from './object-fields.js';

export interface ObjectDetailProps {
  readonly type: ObjectType;
  readonly types: ReadonlyMap<string, ObjectType>;
  readonly entity: Entity;
}

/** An object as its presentation document draws it: panels of fields, then a tab for each list of linked objects. */
export function ObjectDetail({ type, types, entity }: ObjectDetailProps) {
  const tabs = type.presentation.detail?.tabs ?? [];
  return (
    <div className={styles.detail}>
      {panelsOf(type).map((panel, index) => (
        <section key={panel.label ?? panel.fields.join(' ')} {...(panel.label ? { 'aria-label': panel.label } : {})}>
          {panel.label && <h3 className={styles.heading}>{panel.label}</h3>}
          {index > 0 && !panel.label && <hr className={styles.rule} />}
          <FieldList type={type} entity={entity} names={panel.fields} />
        </section>
      ))}
      {tabs.length > 0 && (
        <Tabs defaultValue={tabs[0]?.link ?? ''} keepMounted={false}>
          <Tabs.List>
            {tabs.map(({ link, label }) => (
              <Tabs.Tab key={link} value={link} className={styles.tab ?? ''}>
                {label} <span className={styles.count}>{entity.links[link]?.length ?? 0}</span>
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tabs.map(({ link, label, columns }) => (
            <Tabs.Panel key={link} value={link} pt="xs">
              <LinkTable
                type={types.get(type.links.find(({ name }) => name === link)?.to ?? '')}
                label={label}
                columns={columns}
                entities={entity.links[link] ?? []}
              />
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </div>
  );
}
