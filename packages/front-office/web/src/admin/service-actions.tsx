import { Button, Group } from '@mantine/core';
import { IconLogout, IconPlayerPlay, IconReplace, IconTool } from '@tabler/icons-react';
import { useState } from 'react';
import type { ServiceEntry, ServiceOrder } from '../../../src/api-types.js';
import { Notice } from '../shared/notice.js';
import { TONES } from '../shared/tones.js';
import { DrainForm } from './drain-form.js';
import { MaintenanceForm } from './maintenance-form.js';
import { ReplaceForm } from './replace-form.js';
import { useServiceActions } from './use-service-actions.js';

export interface ServiceActionsProps {
  readonly service: ServiceEntry;
  readonly others: readonly ServiceEntry[];
  /** What is being done to it already. */
  readonly running: ServiceOrder | undefined;
}

type Open = 'maintain' | 'replace' | 'drain';

/** What can be done to a service, one form at a time. */
export function ServiceActions({ service, others, running }: ServiceActionsProps) {
  const actions = useServiceActions(service.id);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  if (service.contracts.some(({ name }) => name === 'caruso.services'))
    return <Notice tone="info">It carries out what is ordered here, so it cannot be changed from here.</Notice>;
  const toggle = (name: Open) => ({
    size: 'xs' as const,
    'aria-expanded': open === name,
    disabled: running !== undefined,
    onClick: () => setOpen((now) => (now === name ? undefined : name)),
  });
  const form = { actions, onDone: close, onCancel: close };
  return (
    <>
      <Group gap="xs">
        {service.state === 'maintenance' ? (
          <Button
            size="xs"
            color={TONES.go}
            leftSection={<IconPlayerPlay size={15} aria-hidden />}
            loading={actions.busy}
            onClick={() => actions.resume().catch(() => undefined)}
          >
            End maintenance
          </Button>
        ) : (
          <Button {...toggle('maintain')} variant="default" leftSection={<IconTool size={15} aria-hidden />}>
            Maintenance
          </Button>
        )}
        <Button {...toggle('replace')} variant="default" leftSection={<IconReplace size={15} aria-hidden />}>
          Replace
        </Button>
        <Button {...toggle('drain')} variant="default" leftSection={<IconLogout size={15} aria-hidden />}>
          Take out
        </Button>
      </Group>
      {open === 'maintain' && <MaintenanceForm {...form} />}
      {open === 'replace' && <ReplaceForm {...form} service={service} />}
      {open === 'drain' && <DrainForm {...form} service={service} others={others} />}
    </>
  );
}
