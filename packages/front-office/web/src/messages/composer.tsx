import { Button, Group, Kbd, Textarea } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useRef } from 'react';
import type { Attachment, ContactView } from '../../../src/api-types.js';
import { useAutofocus } from '../shared/use-autofocus.js';
import { AttachedFiles } from './attached-files.js';
import { TemplateMenu } from './template-menu.js';
import { type Draft, isEmpty, newDraft, useDraft } from './use-draft.js';
import { tellTyping, useAttachFile, useSendMessage, useTemplates } from './use-messages.js';

const TYPING_EVERY_MS = 3_000;

/** Where the agent answers. In a chat Enter sends, in a mail it begins a line. */
export function Composer({ contact }: { readonly contact: ContactView }) {
  const { contact: id, channel } = contact;
  const isChat = channel === 'chat';
  const form = useRef<HTMLFormElement>(null);
  const told = useRef(0);
  const [draft, setDraft] = useDraft(id);
  const { text, files, message } = draft;
  const setText = (value: string) => setDraft((now) => ({ ...now, text: value }));
  const send = useSendMessage(id);
  const attach = useAttachFile(id);
  const { data: templates = [] } = useTemplates(id);
  useAutofocus(form);

  const submit = () => {
    const written = text.trim();
    if (written === '' || send.isPending || attach.isPending) return;
    setDraft(newDraft);
    // What could not be sent is there again, unless the agent has gone on writing.
    send.mutate(
      { message, text: written, attachments: files.map(({ attachment }) => attachment) },
      { onError: () => setDraft((now) => (isEmpty(now) ? draft : now)) },
    );
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
      <AttachedFiles
        files={files}
        busy={attach.isPending}
        onAttach={(file) =>
          attach.mutate(
            { message, file },
            // The agent may have sent the message meanwhile.
            { onSuccess: (kept) => setDraft((now) => (now.message === message ? withFile(now, kept) : now)) },
          )
        }
        onRemove={(removed) => setDraft((now) => ({ ...now, files: now.files.filter((file) => file !== removed) }))}
      />
      <Group mt="xs" justify="flex-end">
        {templates.length > 0 && (
          <TemplateMenu
            templates={templates}
            onChoose={(chosen) => setText(text.trim() === '' ? chosen : `${text.trimEnd()}\n\n${chosen}`)}
          />
        )}
        <Button
          type="submit"
          size="xs"
          loading={send.isPending}
          disabled={attach.isPending}
          leftSection={<IconSend size={14} aria-hidden />}
          aria-keyshortcuts={isChat ? 'Enter' : 'Control+Enter'}
        >
          Send&ensp;<Kbd size="xs">{isChat ? 'Enter' : 'Ctrl Enter'}</Kbd>
        </Button>
      </Group>
    </form>
  );
}

/** The same file is attached once, however often it is chosen. */
function withFile(draft: Draft, file: Attachment): Draft {
  return { ...draft, files: [...draft.files.filter(({ attachment }) => attachment !== file.attachment), file] };
}
