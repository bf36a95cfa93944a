import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';

export interface FormButtonsProps {
  /** What sending the form does. */
  readonly children: ReactNode;
  readonly busy: boolean;
  readonly disabled?: boolean;
  onCancel(): void;
}

/** How a form is sent or left. */
export function FormButtons({ children, busy, disabled = false, onCancel }: FormButtonsProps) {
  return (
    <Group gap="xs">
      <Button type="submit" size="xs" loading={busy} disabled={disabled}>
        {children}
      </Button>
      <Button size="xs" variant="default" onClick={onCancel}>
        Cancel
      </Button>
    </Group>
  );
}
