import { Button, Group, Kbd, Text } from '@mantine/core';
import { IconArrowBackUp, IconCornerDownRight } from '@tabler/icons-react';
import { DialogStep } from '../dialog/dialog-step.js';
import { Trail } from '../dialog/trail.js';
import { useDialog } from '../dialog/use-dialog.js';
import { words } from '../format/attribute-value.js';
import styles from './agent-dialog.module.css';
import { HandOverLink } from './hand-over-link.js';
import { MovedDialog } from './moved-dialog.js';
import { SHORTCUT_LABELS, SHORTCUTS } from './shortcuts.js';
import { useShortcut } from './use-shortcut.js';

export interface AgentDialogProps {
  readonly dialog: string;
  /** The contact in which it is led. */
  readonly contact: string | undefined;
  readonly onChooseAnother: () => void;
}

/** A dialog the agent leads: what to say and ask, where else to go, and the way so far. */
export function AgentDialog({ dialog: id, contact, onChooseAnother }: AgentDialogProps) {
  const dialog = useDialog('/api/dialogs', id);
  const { screen } = dialog;
  const canGoBack = screen?.canGoBack === true && !dialog.busy;
  useShortcut(SHORTCUTS.scriptBack, canGoBack ? dialog.back : undefined);

  if (!screen)
    return (
      <Group>
        <Text size="sm">{dialog.failure ? `The dialog cannot be shown. ${dialog.failure.message}` : 'Loading…'}</Text>
        {dialog.failure && (
          <>
            <Button size="xs" autoFocus onClick={() => void dialog.look()}>
              Try again
            </Button>
            <Button size="xs" variant="default" onClick={onChooseAnother}>
              Choose a script
            </Button>
          </>
        )}
      </Group>
    );
  if (dialog.moved)
    return (
      <MovedDialog
        title={screen.script.title}
        contact={contact}
        onTaken={dialog.look}
        onChooseAnother={onChooseAnother}
      />
    );
  const over = screen.state !== 'open';
  return (
    <div className={styles.dialog}>
      <Group justify="space-between" wrap="nowrap" className={styles.head ?? ''}>
        <Text size="xs" c="dimmed">
          {screen.script.title} · version {screen.script.version}
        </Text>
        <Group gap="xs" wrap="nowrap">
          {!over && <HandOverLink dialog={screen.dialog} />}
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            disabled={!canGoBack}
            onClick={dialog.back}
            aria-keyshortcuts={SHORTCUTS.scriptBack}
          >
            Back&ensp;<Kbd size="xs">{SHORTCUT_LABELS.scriptBack}</Kbd>
          </Button>
        </Group>
      </Group>
      <DialogStep screen={screen} dialog={dialog} size="dense" />
      {over && (
        <Group gap="sm" className={styles.end ?? ''}>
          <Text size="sm">
            {screen.state === 'cancelled' ? 'Given up' : 'Outcome'}
            {screen.outcome && (
              <>
                : <strong>{words(screen.outcome)}</strong>
              </>
            )}
          </Text>
          <Button size="xs" variant="default" onClick={onChooseAnother}>
            Start another script
          </Button>
        </Group>
      )}
      {!over && screen.branches.length > 0 && (
        <section aria-label="Jump off to" className={styles.branches}>
          <span className={styles.branchesLabel}>Jump off to</span>
          {screen.branches.map((branch) => (
            <Button
              key={branch.id}
              size="compact-sm"
              variant="default"
              leftSection={<IconCornerDownRight size={14} aria-hidden />}
              disabled={dialog.busy}
              onClick={() => dialog.branch(branch.id)}
            >
              {branch.title}
            </Button>
          ))}
        </section>
      )}
      <Trail screen={screen} dialog={dialog} />
    </div>
  );
}
