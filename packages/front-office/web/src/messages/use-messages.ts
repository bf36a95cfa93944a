import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  AttachFileRequest,
  Attachment,
  ContactView,
  FilledTemplate,
  Message,
  SendMessageRequest,
} from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { fileContent } from '../dialog/file-content.js';

const pathOf = (contact: string, what: string) => `/api/agent/contacts/${encodeURIComponent(contact)}/${what}`;

/** The messages of a contact; read again whenever the live view says that there are more. */
export function useMessages({ contact, messages }: ContactView) {
  return useQuery({
    queryKey: ['messages', contact, messages],
    queryFn: () => api.get<readonly Message[]>(pathOf(contact, 'messages')),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** The texts that can be chosen for an answer. */
export function useTemplates(contact: string) {
  return useQuery({
    queryKey: ['templates', contact],
    queryFn: () => api.get<readonly FilledTemplate[]>(pathOf(contact, 'templates')),
  });
}

/** Sends a message under an id of its own, so that trying again does not send it twice. */
export function useSendMessage(contact: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: SendMessageRequest) => api.post<Message>(pathOf(contact, 'messages'), request),
    retry: 2,
    onSettled: () => queries.invalidateQueries({ queryKey: ['messages', contact] }),
  });
}

/** Attaches a file to a message that is being written. */
export function useAttachFile(contact: string) {
  return useMutation({
    mutationFn: async ({ message, file }: { readonly message: string; readonly file: File }) => {
      const request: AttachFileRequest = { name: file.name, content: await fileContent(file) };
      return api.post<Attachment>(pathOf(contact, `messages/${message}/files`), request);
    },
  });
}

/** Tells the customer that the agent is writing. That it could not be told is no matter. */
export function tellTyping(contact: string): void {
  api.post(pathOf(contact, 'typing')).catch(() => undefined);
}

/** Where an attachment is fetched. */
export function attachmentPath(contact: string, attachment: string): string {
  return pathOf(contact, `attachments/${encodeURIComponent(attachment)}`);
}
