import { Button, Group, Modal, NativeSelect, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ContactView, Destinations } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { type Destination, destinationGroups, partyOf, targetOf } from './destinations.js';
import type { AgentActions } from './use-agent-actions.js';

export interface TransferDialogProps {
  readonly contact: ContactView;
  readonly actions: AgentActions;
  readonly onClose: () => void;
}

/** To whom a contact is given: at once, or after asking. */
export function TransferDialog({ contact, actions, onClose }: TransferDialogProps) {
  const id = contact.contact;
  const { data, isError } = useQuery({
    queryKey: ['destinations', id],
    queryFn: () => api.get<Destinations>(`/api/agent/contacts/${encodeURIComponent(id)}/destinations`),
    staleTime: 0,
    refetchInterval: 5_000,
  });
  const [chosen, setChosen] = useState('');
  const [number, setNumber] = useState('');
  const groups = data ? destinationGroups(data, contact.queue) : [];
  const destination: Destination | undefined =
    number.trim() === ''
      ? groups.flatMap(({ items }) => items).find(({ value }) => value === chosen)
      : { value: '', label: number, kind: 'number', id: number.trim(), takes: true, answers: true };
  const party = destination && partyOf(destination);

  const give = (event: FormEvent) => {
    event.preventDefault();
    if (!destination?.takes) return;
    actions.transfer(id, targetOf(destination));
    onClose();
  };
  const ask = () => {
    if (!party) return;
    actions.consult(id, party);
    onClose();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={<strong>Transfer {contact.from}</strong>}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {!data && <Text size="sm">{isError ? 'Nobody can be looked up at the moment.' : 'Loading…'}</Text>}
      {data && (
        <form onSubmit={give}>
          <NativeSelect
            label="To"
            data-autofocus
            data={[
              { value: '', label: 'Choose…' },
              ...groups.map(({ group, items }) => ({
                group,
                items: items.map(({ value, label, takes, answers }) => ({
                  value,
                  label,
                  disabled: !takes && !answers,
                })),
              })),
            ]}
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
          {data.numbers && (
            <TextInput
              mt="sm"
              label="or to a number"
              type="tel"
              maxLength={100}
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
          )}
          <Group mt="md" justify="flex-end">
            <Button variant="default" disabled={!party || !destination?.answers} onClick={ask}>
              Ask first
            </Button>
            <Button type="submit" disabled={!destination?.takes}>
              Transfer now
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  );
}
