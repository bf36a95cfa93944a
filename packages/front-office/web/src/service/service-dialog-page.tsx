import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from 'react-router';
import { DialogStep } from '../dialog/dialog-step.js';
import { Trail } from '../dialog/trail.js';
import { useDialog } from '../dialog/use-dialog.js';
import { useSession } from '../session/use-session.js';
import { LoadingPage } from '../shared/loading-page.js';
import { Notice } from '../shared/notice.js';
import { TONES } from '../shared/tones.js';
import { useTitle } from '../shared/use-title.js';
import { wordingOf } from '../wording/wording-of.js';
import styles from './service-dialog-page.module.css';
import { ServiceFrame } from './service-frame.js';
import { useVisitorLanguage } from './use-visitor-language.js';

/** One dialog, one step at a time. Its id is in the address, so it goes on after a reload. */
export function ServiceDialogPage() {
  const session = useSession();
  const navigate = useNavigate();
  const { dialog: id = '' } = useParams();
  const [visitorLanguage] = useVisitorLanguage();
  const dialog = useDialog('/api/self-service/dialogs', id);
  const { screen, failure } = dialog;
  const language = screen?.language ?? visitorLanguage;
  const wording = wordingOf(language);
  useTitle(screen?.script.title, session.company);

  return (
    <ServiceFrame session={session} language={language}>
      {!screen && !failure && <LoadingPage />}
      {failure && (!screen || dialog.moved) && (
        <Notice tone={dialog.moved ? 'info' : 'error'}>
          <p className={styles.failure}>{dialog.moved ? wording.movedElsewhere : failure.message}</p>
          <Button component={Link} to="/service" variant="default">
            {wording.toOverview}
          </Button>
        </Notice>
      )}
      {screen && !dialog.moved && (
        <>
          <Title order={1} size="h5" c="dimmed" fw={600} mb="xs">
            {screen.script.title}
          </Title>
          <Paper p={{ base: 'md', xs: 'xl' }} radius="md" withBorder>
            <DialogStep screen={screen} dialog={dialog} size="large" />
            {screen.handover && <Text mt="md">{wording.handover}</Text>}
            {screen.state !== 'open' && (
              <Button component={Link} to="/service" size="lg" fullWidth mt="xl">
                {wording.toOverview}
              </Button>
            )}
            {screen.state === 'open' && screen.branches.length > 0 && (
              <section aria-label={wording.alsoPossible} className={styles.branches}>
                {screen.branches.map((branch) => (
                  <Button
                    key={branch.id}
                    variant="default"
                    size="md"
                    disabled={dialog.busy}
                    onClick={() => dialog.branch(branch.id)}
                  >
                    {branch.title}
                  </Button>
                ))}
              </section>
            )}
          </Paper>
          {screen.state === 'open' && (
            <Group justify="space-between" mt="md">
              <Button
                variant="subtle"
                size="md"
                leftSection={<IconArrowLeft size={18} aria-hidden />}
                disabled={!screen.canGoBack || dialog.busy}
                onClick={dialog.back}
              >
                {wording.back}
              </Button>
              <Button
                variant="subtle"
                size="md"
                color={TONES.quiet}
                disabled={dialog.busy}
                onClick={() => void dialog.cancel().then(() => navigate('/service'))}
              >
                {wording.giveUp}
              </Button>
            </Group>
          )}
          <div className={styles.trail}>
            <Trail screen={screen} dialog={dialog} />
          </div>
        </>
      )}
    </ServiceFrame>
  );
}
