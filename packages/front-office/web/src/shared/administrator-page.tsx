import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSession } from '../session/use-session.js';
import { AdministratorHeader } from './administrator-header.js';
import styles from './administrator-page.module.css';
import type { AppHeaderProps } from './app-header.js';
import { Notice } from './notice.js';

export interface AdministratorPageProps {
  readonly area: AppHeaderProps['area'];
  /** What could not be fetched. */
  readonly failed: { readonly error: Error; refetch(): Promise<unknown> } | undefined;
  readonly children: ReactNode;
}

/** A page of administrators below their header. */
export function AdministratorPage({ area, failed, children }: AdministratorPageProps) {
  const { company, user } = useSession();
  return (
    <div className={styles.page}>
      <AdministratorHeader company={company} area={area} userName={user?.name ?? ''} />
      {failed && (
        <main className={styles.refusal}>
          <Notice tone="info">
            <p className={styles.message}>{failed.error.message}</p>
            <Button size="xs" variant="default" onClick={() => void failed.refetch()}>
              Try again
            </Button>
          </Notice>
        </main>
      )}
      {children}
    </div>
  );
}
