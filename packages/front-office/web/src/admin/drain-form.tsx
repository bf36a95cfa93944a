import { Button, Group, Stack } from '@mantine/core';
import { useRef } from 'react';
import type { ServiceEntry } from '../../../src/api-types.js';
import { Notice } from '../shared/notice.js';
import { TONES } from '../shared/tones.js';
import { useAutofocus } from '../shared/use-autofocus.js';
import type { ActionFormProps } from './action-form-props.js';
import { drainConsequences } from './drain-consequences.js';

export interface DrainFormProps extends ActionFormProps {
  readonly service: ServiceEntry;
  readonly others: readonly ServiceEntry[];
}

/** Asks once more before a service is taken out, and says who depends on it. */
export function DrainForm({ service, others, actions, onDone, onCancel }: DrainFormProps) {
  const box = useRef<HTMLFieldSetElement>(null);
  useAutofocus(box);
  return (
    <fieldset ref={box} style={{ border: 0, margin: 0, padding: 0 }} aria-label="Take out">
      <Stack gap="xs">
        <Notice tone="doubt">
          {drainConsequences(service, others).map((sentence) => (
            <div key={sentence}>{sentence}</div>
          ))}
        </Notice>
        <Group gap="xs">
          <Button
            size="xs"
            color={TONES.stop}
            loading={actions.busy}
            onClick={() => actions.drain().then(onDone, () => undefined)}
          >
            Take out {service.component}
          </Button>
          <Button size="xs" variant="default" data-autofocus onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </fieldset>
  );
}
