import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconPlayerPause } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { AgentSettings } from '../../../src/api-types.js';

export interface ReasonMenuProps {
  readonly heading: string;
  readonly reasons: AgentSettings['notReadyReasons'];
  readonly disabled: boolean;
  readonly onChoose: (reason: string) => void;
  /** Whether it is open, for those who open it by a shortcut too. */
  readonly opened?: boolean;
  readonly onOpened?: (opened: boolean) => void;
  /** What stands on the button. */
  readonly children: ReactNode;
}

/** A button that asks for the reason of a pause. */
export function ReasonMenu({ heading, reasons, disabled, onChoose, children, ...props }: ReasonMenuProps) {
  const [own, setOwn] = useState(false);
  const { opened = own, onOpened = setOwn } = props;
  return (
    <Menu opened={opened} onChange={onOpened} position="bottom-start" withArrow>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerPause size={15} aria-hidden />}
          rightSection={<IconChevronDown size={15} aria-hidden />}
          disabled={disabled}
        >
          {children}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{heading}</Menu.Label>
        {reasons.map(({ id, label }) => (
          <Menu.Item key={id} onClick={() => onChoose(id)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
