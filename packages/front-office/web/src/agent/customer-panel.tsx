import { Button, Group, Text } from '@mantine/core';
import { IconEdit, IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ContactView, Entity, ObjectType } from '../../../src/api-types.js';
import { EditForm } from '../objects/edit-form.js';
import { editableAttributes } from '../objects/edit-values.js';
import { ObjectDetail } from '../objects/object-detail.js';
import { panelsOf } from '../objects/object-fields.js';
import { ObjectSearch } from '../objects/object-search.js';
import { Panel } from '../shared/panel.js';
import { Candidates } from './candidates.js';
import { CustomerDuplicates } from './customer-duplicates.js';
import { SHORTCUTS } from './shortcuts.js';
import { useFreshLinks } from './use-fresh-links.js';
import { useShortcut } from './use-shortcut.js';

export interface CustomerPanelProps {
  readonly type: ObjectType;
  readonly types: ReadonlyMap<string, ObjectType>;
  readonly contact: ContactView | undefined;
  readonly customerKey: string | undefined;
  /** Undefined while it loads, and when it cannot be loaded. */
  readonly customer: Entity | undefined;
  readonly failed: boolean;
  readonly busy: boolean;
  readonly onShow: (customer: string) => void;
  readonly onAssign: (contact: string, customer: string) => void;
}

type Mode = 'show' | 'edit' | 'search';

/** The customer of the contact, or whom the agent looks up between contacts. */
export function CustomerPanel(props: CustomerPanelProps) {
  const { type, types, contact, customerKey, customer, onShow, onAssign } = props;
  const [mode, setMode] = useState<Mode>('show');
  const search = useRef<HTMLInputElement>(null);
  const edit = useRef<HTMLButtonElement>(null);
  const searching = mode === 'search' || customerKey === undefined;
  const editable = editableAttributes(
    type,
    panelsOf(type).flatMap(({ fields }) => fields),
  );

  const startSearch = () => {
    setMode('search');
    // The field may not be there before the next rendering.
    requestAnimationFrame(() => search.current?.focus());
  };
  useShortcut(SHORTCUTS.findCustomer, startSearch);
  useFreshLinks(type.name, customerKey, contact?.contact);
  const stopEditing = () => {
    setMode('show');
    requestAnimationFrame(() => edit.current?.focus());
  };
  const pick = (key: string) => {
    setMode('show');
    if (contact) onAssign(contact.contact, key);
    else onShow(key);
  };

  return (
    <Panel
      title={customer && !searching ? customer.title : type.label}
      actions={
        <Group gap={4} wrap="nowrap">
          {customer && mode === 'show' && editable.length > 0 && (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconEdit size={14} aria-hidden />}
              onClick={() => setMode('edit')}
              ref={edit}
            >
              Edit
            </Button>
          )}
          {!searching && (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconSearch size={14} aria-hidden />}
              onClick={startSearch}
              title="Ctrl K"
              aria-keyshortcuts="Control+K"
            >
              {contact ? 'Change' : 'Find'}
            </Button>
          )}
          {mode === 'search' && customerKey !== undefined && (
            <Button size="compact-xs" variant="default" onClick={() => setMode('show')}>
              Back
            </Button>
          )}
        </Group>
      }
    >
      {searching && (
        <>
          {contact && customerKey === undefined && (
            <Candidates type={type} contact={contact} busy={props.busy} onPick={pick} />
          )}
          <ObjectSearch
            type={type}
            inputRef={search}
            action={contact ? 'Assign' : 'Show'}
            onPick={(entity) => pick(entity.key)}
          />
        </>
      )}
      {!searching && !customer && (
        <Text size="sm" c="dimmed">
          {props.failed ? 'This customer cannot be shown. Find another.' : 'Loading…'}
        </Text>
      )}
      {!searching && customer && mode === 'edit' && (
        <EditForm type={type} entity={customer} attributes={editable} onDone={stopEditing} />
      )}
      {!searching && customer && mode === 'show' && (
        <>
          <CustomerDuplicates
            key={customer.key}
            type={type}
            types={types}
            customer={customer}
            onMerged={(keep) => {
              if (keep !== customer.key) pick(keep);
            }}
          />
          <ObjectDetail type={type} types={types} entity={customer} />
        </>
      )}
    </Panel>
  );
}
