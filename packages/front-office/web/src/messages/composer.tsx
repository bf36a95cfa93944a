import { newId } from '@caruso/core';
import { Button, Group, Kbd, Textarea } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useRef } from 'react';
import type { ContactView } from '../../../src/api-types.js';
import { useAutofocus } from '../shared/use-autofocus.js';
import { useDraft } from './use-draft.js';
import { tellTyping, useSendMessage } from './use-messages.js';

const TYPING_EVERY_MS = 3_000;

/** Where the agent answers. In a chat Enter sends, in a mail it begins a line. */
export function Composer({ contact }: { readonly contact: ContactView }) {
  const { contact: id, channel } = contact;
  const isChat = channel === 'chat';
  const form = useRef<HTMLFormElement>(null);
  const told = useRef(0);
  const [text, setText] = useDraft(id);
  const send = useSendMessage(id);
  useAutofocus(form);

  const submit = () => {
    const written = text.trim();
    if (written === '' || send.isPending) return;
    setText('');
    // What could not be sent is there again, unless the agent has gone on writing.
    send.mutate({ message: newId(), text: written }, { onError: () => setText((now) => (now === '' ? written : now)) });
  };
  const press = (event: KeyboardEvent) => {
    const sends = event.key === 'Enter' && (isChat ? !event.shiftKey : event.ctrlKey || event.metaKey);
    if (!sends || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  const type = (value: string) => {
    setText(value);
    if (!isChat || Date.now() - told.current < TYPING_EVERY_MS) return;
    told.current = Date.now();
    tellTyping(id);
  };

  return (
    <form
      ref={form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        label={isChat ? 'Message to the customer' : 'Answer by mail'}
        data-autofocus
        autosize
        minRows={isChat ? 2 : 6}
        maxRows={12}
        maxLength={isChat ? 4_000 : 100_000}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={press}
      />
      <Group mt="xs" justify="flex-end">
        <Button
          type="submit"
          size="xs"
          loading={send.isPending}
          leftSection={<IconSend size={14} aria-hidden />}
          aria-keyshortcuts={isChat ? 'Enter' : 'Control+Enter'}
        >
          Send&ensp;<Kbd size="xs">{isChat ? 'Enter' : 'Ctrl Enter'}</Kbd>
        </Button>
      </Group>
    </form>
  );
}
