import type { Refusal } from '../../src/gateways/webchat/frames.js';

/** What the widget says of its own accord. */
export interface Wording {
  readonly open: string;
  readonly close: string;
  readonly title: string;
  readonly messages: string;
  readonly message: string;
  readonly send: string;
  readonly end: string;
  readonly again: string;
  readonly you: string;
  readonly bot: string;
  readonly connecting: string;
  readonly write: string;
  readonly withBot: string;
  readonly waiting: string;
  readonly place: (position: number) => string;
  readonly wait: (minutes: number) => string;
  readonly talking: (agent: string) => string;
  readonly held: (agent: string) => string;
  readonly over: string;
  readonly typing: (agent: string) => string;
  readonly sending: string;
  readonly stillThere: string;
  readonly here: string;
  readonly attach: string;
  /** A file, with its size in kB. */
  readonly file: (name: string, kilobytes: number) => string;
  readonly sent: (percent: number) => string;
  readonly unread: (count: number) => string;
  readonly refused: Readonly<Record<Refusal, string>>;
}

const ENGLISH: Wording = {
  open: 'Open chat',
  close: 'Close chat window',
  title: 'Chat',
  messages: 'Messages',
  message: 'Your message',
  send: 'Send',
  end: 'End chat',
  again: 'Start a new chat',
  you: 'You',
  bot: 'Assistant',
  connecting: 'Connecting …',
  write: 'Write to us. Somebody will answer here.',
  withBot: 'The assistant is answering.',
  waiting: 'Somebody will be with you soon.',
  place: (position) => (position === 1 ? 'You are next.' : `You are number ${position} in the queue.`),
  wait: (minutes) => `It will take about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  talking: (agent) => `You are talking with ${agent}.`,
  held: (agent) => `${agent} is looking something up. One moment, please.`,
  over: 'The conversation is over.',
  typing: (agent) => `${agent} is writing …`,
  sending: 'Being sent …',
  stillThere: 'Are you still there? The chat ends in a minute.',
  here: 'I am still here',
  attach: 'Send a file',
  file: (name, kilobytes) => `${name} (${kilobytes} kB)`,
  sent: (percent) => `Being sent: ${percent} %`,
  unread: (count) => `${count} new`,
  refused: {
    'not-understood': 'This could not be sent. Reload the page and try again.',
    'too-long': 'This is too long. Send it in several messages.',
    'too-fast': 'That was a lot at once. It is sent in a moment.',
    over: 'The conversation is over. Start a new chat.',
    full: 'This chat has become too long. Start a new one.',
    'no-file': 'A file cannot be sent or fetched at the moment.',
    'file-type': 'Only pictures, PDF files and plain texts can be sent.',
    'file-size': 'This file is too large.',
    'files-full': 'No more files can be sent in this chat.',
    'not-known': 'You are not logged in any more. Reload the page.',
    unavailable: 'This does not work at the moment. It is tried again.',
  },
};

const GERMAN: Wording = {
  open: 'Chat öffnen',
  close: 'Chatfenster schließen',
  title: 'Chat',
  messages: 'Nachrichten',
  message: 'Ihre Nachricht',
  send: 'Senden',
  end: 'Chat beenden',
  again: 'Neuen Chat beginnen',
  you: 'Sie',
  bot: 'Assistent',
  connecting: 'Wird verbunden …',
  write: 'Schreiben Sie uns. Hier antwortet Ihnen jemand.',
  withBot: 'Der Assistent antwortet.',
  waiting: 'Gleich ist jemand für Sie da.',
  place: (position) =>
    position === 1 ? 'Sie sind als Nächstes dran.' : `Sie sind Nummer ${position} in der Warteschlange.`,
  wait: (minutes) => `Es dauert etwa ${minutes} ${minutes === 1 ? 'Minute' : 'Minuten'}.`,
  talking: (agent) => `Sie sprechen mit ${agent}.`,
  held: (agent) => `${agent} sieht etwas nach. Einen Moment, bitte.`,
  over: 'Das Gespräch ist beendet.',
  typing: (agent) => `${agent} schreibt …`,
  sending: 'Wird gesendet …',
  stillThere: 'Sind Sie noch da? Der Chat endet in einer Minute.',
  here: 'Ich bin noch da',
  attach: 'Datei senden',
  file: (name, kilobytes) => `${name} (${kilobytes} kB)`,
  sent: (percent) => `Wird gesendet: ${percent} %`,
  unread: (count) => `${count} neu`,
  refused: {
    'not-understood': 'Das konnte nicht gesendet werden. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
    'too-long': 'Das ist zu lang. Senden Sie es in mehreren Nachrichten.',
    'too-fast': 'Das war viel auf einmal. Es wird gleich gesendet.',
    over: 'Das Gespräch ist beendet. Beginnen Sie einen neuen Chat.',
    full: 'Dieser Chat ist zu lang geworden. Beginnen Sie einen neuen.',
    'no-file': 'Im Moment kann keine Datei gesendet oder abgeholt werden.',
    'file-type': 'Es können nur Bilder, PDF-Dateien und einfache Texte gesendet werden.',
    'file-size': 'Diese Datei ist zu groß.',
    'files-full': 'In diesem Chat können keine weiteren Dateien gesendet werden.',
    'not-known': 'Sie sind nicht mehr angemeldet. Laden Sie die Seite neu.',
    unavailable: 'Das geht im Moment nicht. Es wird noch einmal versucht.',
  },
};

/** German for `de`, English for all other languages. */
export function wordingFor(language: string): { readonly language: string; readonly words: Wording } {
  return /^de\b/i.test(language) ? { language: 'de', words: GERMAN } : { language: 'en', words: ENGLISH };
}
