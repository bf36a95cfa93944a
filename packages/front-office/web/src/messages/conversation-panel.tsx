import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { AgentSettings, ContactView } from '../../../src/api-types.js';
import { Composer } from './composer.js';
import styles from './conversation-panel.module.css';
import { MessageItem } from './message-item.js';
import { useMessages } from './use-messages.js';

export interface ConversationPanelProps {
  readonly contact: ContactView;
  /** Whose desktop it is. */
  readonly agent: string;
  readonly agentNames: AgentSettings['agentNames'];
}

/** What was written in a contact and before it in the same thread, and where the agent answers. */
export function ConversationPanel({ contact, agent, agentNames }: ConversationPanelProps) {
  const { data: messages, isError } = useMessages(contact);
  const log = useRef<HTMLDivElement>(null);
  const count = messages?.length;
  useEffect(() => {
    if (count !== undefined) log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [count]);

  return (
    <div className={styles.conversation}>
      {!messages && (
        <Text size="sm" c="dimmed">
          {isError ? 'The messages cannot be read at the moment.' : 'Loading…'}
        </Text>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is to be reached by keyboard */}
      <div ref={log} className={styles.log} role="log" aria-label="Messages" tabIndex={0}>
        <ol className={styles.list}>
          {messages?.map((message) => (
            <MessageItem key={message.message} message={message} contact={contact} agentNames={agentNames} />
          ))}
        </ol>
      </div>
      <p className={styles.typing} aria-live="polite">
        {contact.typing ? 'The customer is writing …' : ''}
      </p>
      {mayAnswer(contact, agent) && <Composer key={contact.contact} contact={contact} />}
    </div>
  );
}

/** Who leads the conversation answers, and who takes part in it; who is asked about it reads along. */
function mayAnswer({ state, agent: leader, conference = [] }: ContactView, agent: string): boolean {
  return (
    state === 'connected' && (leader === agent || conference.some((party) => 'agent' in party && party.agent === agent))
  );
}
