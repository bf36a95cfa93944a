import { Button, Group, Text } from '@mantine/core';
import { IconHeadphones } from '@tabler/icons-react';
import { TONES } from '../shared/tones.js';
import { MODES, type Mode, type Talk } from './agent-actions.js';
import styles from './supervision.module.css';

const BUTTONS: Record<Mode, string> = { listen: 'Listen', whisper: 'Whisper', barge: 'Barge in' };
const OWN: Record<Mode, string> = { listen: 'You listen', whisper: 'You whisper', barge: 'You join in' };
const OTHERS: Record<Mode, string> = { listen: 'listens', whisper: 'whispers', barge: 'joins in' };

export interface SupervisionProps {
  readonly supervisors: Talk['supervisors'];
  /** The agent whose telephone the supervisor at this page has. */
  readonly telephone: string | undefined;
  /** What the agent is called. */
  readonly agent: string;
  readonly onMode: (mode: Mode) => void;
  readonly onStop: () => void;
}

/** Who hears a conversation, and how; one's own supervision can be changed and ended. */
export function Supervision({ supervisors, telephone, agent, onMode, onStop }: SupervisionProps) {
  const own = supervisors.find(({ supervisor }) => supervisor === telephone);
  const others = supervisors.filter((other) => other !== own);
  return (
    <>
      {others.map(({ supervisor, name, mode }) => (
        <Text key={supervisor} size="xs" c="dimmed">
          {name} {OTHERS[mode]}
        </Text>
      ))}
      {own && (
        <fieldset className={styles.own} aria-label={`Supervision of ${agent}`}>
          <span className={styles.now} role="status">
            <IconHeadphones size={15} aria-hidden />
            {OWN[own.mode]}
          </span>
          <Group gap={4}>
            {MODES.map((mode) => (
              <Button
                key={mode}
                size="compact-xs"
                variant={mode === own.mode ? 'filled' : 'default'}
                aria-pressed={mode === own.mode}
                onClick={() => onMode(mode)}
              >
                {BUTTONS[mode]}
              </Button>
            ))}
            <Button size="compact-xs" color={TONES.stop} onClick={onStop}>
              Stop
            </Button>
          </Group>
        </fieldset>
      )}
    </>
  );
}
