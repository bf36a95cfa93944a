import { Anchor, Button, NativeSelect } from '@mantine/core';
import { IconLogin2, IconLogout } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link, useLocation } from 'react-router';
import type { SessionAnswer } from '../../../src/api-types.js';
import { languageName } from '../format/language-name.js';
import { logOut } from '../session/session.js';
import { wordingOf } from '../wording/wording-of.js';
import styles from './service-frame.module.css';

export interface ServiceFrameProps {
  readonly session: SessionAnswer;
  readonly language: string;
  /** The languages to choose from; fewer than two hide the choice. */
  readonly languages?: readonly string[];
  readonly onLanguage?: (language: string) => void;
  readonly children: ReactNode;
}

/** Head and frame of the self-service pages. */
export function ServiceFrame({ session, language, languages = [], onLanguage, children }: ServiceFrameProps) {
  const wording = wordingOf(language);
  const { pathname } = useLocation();
  const leave = useMutation({ mutationFn: () => logOut('/service') });
  useEffect(() => {
    document.documentElement.lang = language;
    return () => {
      document.documentElement.lang = 'en';
    };
  }, [language]);

  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Anchor component={Link} to="/service" className={styles.brand ?? ''} underline="never">
          {session.company}
        </Anchor>
        {languages.length > 1 && (
          <NativeSelect
            aria-label={wording.language}
            size="sm"
            className={styles.language ?? ''}
            data={languages.map((tag) => ({ value: tag, label: languageName(tag, tag) }))}
            value={language}
            onChange={(event) => onLanguage?.(event.currentTarget.value)}
          />
        )}
        {session.user ? (
          <Button
            variant="subtle"
            size="sm"
            px="xs"
            leftSection={<IconLogout size={18} aria-hidden />}
            loading={leave.isPending}
            onClick={() => leave.mutate()}
          >
            {wording.logOut}
          </Button>
        ) : (
          <Button
            component="a"
            href={`/login?back=${encodeURIComponent(pathname)}`}
            variant="subtle"
            size="sm"
            px="xs"
            leftSection={<IconLogin2 size={18} aria-hidden />}
          >
            {wording.logIn}
          </Button>
        )}
      </header>
      <main className={styles.main}>
        {session.user && (
          <p className={styles.who}>
            {wording.loggedInAs} <strong>{session.user.name}</strong>
          </p>
        )}
        {children}
      </main>
    </div>
  );
}
