import { Button, Text } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { logOut } from '../session/session.js';
import styles from './app-header.module.css';
import { TONES } from './tones.js';

export interface AppHeaderProps {
  readonly company: string;
  readonly area: string;
  readonly userName: string;
  /** What has to be ended first, such as an agent's shift; when it is refused, the user stays. */
  readonly beforeLogOut?: (() => Promise<unknown>) | undefined;
  readonly children?: ReactNode;
}

/** The bar at the top of each desktop. */
export function AppHeader({ company, area, userName, beforeLogOut, children }: AppHeaderProps) {
  const leave = useMutation({
    mutationFn: () => logOut('/login', beforeLogOut),
    // What is refused before the log-out has been reported by its own mutation already.
    meta: { quiet: beforeLogOut !== undefined },
  });
  return (
    <header className={styles.header}>
      <h1 className={styles.brand}>
        {company} <span className={styles.area}>{area}</span>
      </h1>
      <div className={styles.middle}>{children}</div>
      <Text size="sm" fw={500} className={styles.user ?? ''}>
        {userName}
      </Text>
      <Button
        size="xs"
        variant="subtle"
        color={TONES.quiet}
        leftSection={<IconLogout size={16} aria-hidden />}
        loading={leave.isPending}
        onClick={() => leave.mutate()}
      >
        Log out
      </Button>
    </header>
  );
}
