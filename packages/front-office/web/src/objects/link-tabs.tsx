import { Button, Tabs, Text } from '@mantine/core';
import type { Entity, ObjectType } from '../../../src/api-types.js';
import { ChangeList } from './change-list.js';
import { LinkTable } from './link-table.js';
import { linkedCount, shownWords } from './linked-words.js';
import styles from './object-detail.module.css';
import { useLinks } from './use-links.js';

/** No link is called so. */
const CHANGES = '/changes';

export interface LinkTabsProps {
  readonly type: ObjectType;
  readonly types: ReadonlyMap<string, ObjectType>;
  readonly entity: Entity;
}

/**
 * A tab for each list of linked objects, and one for who changed the object where that is kept; a list that cannot be read says
 * so, and the others are there all the same.
 */
export function LinkTabs({ type, types, entity }: LinkTabsProps) {
  const tabs = type.presentation.detail?.tabs ?? [];
  const linked = useLinks(entity, [...new Set(tabs.map(({ link }) => link))]);
  if (tabs.length === 0 && !type.history) return null;
  return (
    <Tabs defaultValue={tabs[0]?.link ?? null} keepMounted={false}>
      <Tabs.List>
        {tabs.map(({ link, label }) => (
          <Tabs.Tab key={link} value={link} className={styles.tab ?? ''}>
            {label} <span className={styles.count}>{linkedCount(linked.get(link))}</span>
          </Tabs.Tab>
        ))}
        {type.history && (
          <Tabs.Tab value={CHANGES} className={styles.tab ?? ''}>
            Changes
          </Tabs.Tab>
        )}
      </Tabs.List>
      {type.history && (
        <Tabs.Panel value={CHANGES} pt="xs">
          <ChangeList type={type} entity={entity} />
        </Tabs.Panel>
      )}
      {tabs.map(({ link, label, columns }) => {
        const { entities, more, failed, tryAgain } = linked.get(link) ?? {};
        const target = types.get(type.links.find(({ name }) => name === link)?.to ?? '');
        return (
          <Tabs.Panel key={link} value={link} pt="xs">
            {entities && <LinkTable type={target} label={label} columns={columns} entities={entities} />}
            {entities && more && (
              <Text size="xs" c="dimmed" mt={4}>
                {shownWords(target, entities.length)}
              </Text>
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
