import { Button, Tabs, Text } from '@mantine/core';
import type { Entity, ObjectType } from '../../../src/api-types.js';
import { LinkTable } from './link-table.js';
import styles from './object-detail.module.css';
import { useLinks } from './use-links.js';

export interface LinkTabsProps {
  readonly type: ObjectType;
  readonly types: ReadonlyMap<string, ObjectType>;
  readonly entity: Entity;
}

/** A tab for each list of linked objects; one that cannot be read says so, and the others are there all the same. */
export function LinkTabs({ type, types, entity }: LinkTabsProps) {
  const tabs = type.presentation.detail?.tabs ?? [];
  const linked = useLinks(entity, [...new Set(tabs.map(({ link }) => link))]);
  if (tabs.length === 0) return null;
  return (
    <Tabs defaultValue={tabs[0]?.link ?? ''} keepMounted={false}>
      <Tabs.List>
        {tabs.map(({ link, label }) => (
          <Tabs.Tab key={link} value={link} className={styles.tab ?? ''}>
            {label} <span className={styles.count}>{linked.get(link)?.entities?.length ?? '–'}</span>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ link, label, columns }) => {
        const { entities, failed, tryAgain } = linked.get(link) ?? {};
        return (
          <Tabs.Panel key={link} value={link} pt="xs">
            {entities && (
              <LinkTable
                type={types.get(type.links.find(({ name }) => name === link)?.to ?? '')}
                label={label}
                columns={columns}
                entities={entities}
              />
            )}
            {!entities && (
              <Text size="sm" c="dimmed" role="status">
                {failed ? 'Not available at the moment. ' : 'Loading…'}
                {failed && (
                  <Button size="compact-xs" variant="default" onClick={tryAgain}>
                    Try again
                  </Button>
                )}
              </Text>
            )}
          </Tabs.Panel>
        );
      })}
    </Tabs>
  );
}
