import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconPlayerPause } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import type { AgentSettings } from '../../../src/api-types.js';
import { ActionMenu } from '../shared/action-menu.js';

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
  const button = useRef<HTMLButtonElement>(null);
  const { opened = own, onOpened = setOwn } = props;
  return (
    <ActionMenu
      opened={opened}
      onOpened={onOpened}
      position="bottom-start"
      button={button}
      target={(onKeyDown) => (
        <Button
          ref={button}
          size="xs"
          variant="default"
          leftSection={<IconPlayerPause size={15} aria-hidden />}
          rightSection={<IconChevronDown size={15} aria-hidden />}
          disabled={disabled}
          onKeyDown={onKeyDown}
        >
          {children}
        </Button>
      )}
    >
      <Menu.Label>{heading}</Menu.Label>
      {reasons.map(({ id, label }) => (
        <Menu.Item key={id} onClick={() => onChoose(id)}>
          {label}
        </Menu.Item>
      ))}
    </ActionMenu>
  );
}
