import { ownWords } from '@caruso/language';

/** The words by which a customer steers a dialog in chat, and what the chat says of its own accord. */
interface ChatWords {
  readonly back: readonly string[];
  readonly cancel: readonly string[];
  readonly agent: readonly string[];
  readonly skip: readonly string[];
  readonly yes: string;
  readonly no: string;
  readonly chooseOne: string;
  readonly chooseSome: string;
  readonly yesOrNo: string;
  readonly address: string;
  readonly file: string;
  readonly mayBeSkipped: string;
  readonly again: string;
  readonly jumpOffs: string;
  readonly noAgent: string;
  readonly noWayBack: string;
}

const ENGLISH: ChatWords = {
  back: ['back', 'go back'],
  cancel: ['cancel', 'stop', 'quit'],
  agent: ['agent', 'human', 'person', 'colleague'],
  skip: ['skip', '-'],
  yes: 'Yes',
  no: 'No',
  chooseOne: 'Answer with a number.',
  chooseSome: 'Answer with one or more numbers, such as "1, 3".',
  yesOrNo: 'Answer with yes or no.',
  address: 'Answer in one line, such as "Long Street 5, 12345 Springfield".',
  file: 'Send a file.',
  mayBeSkipped: 'Write "skip" to leave it out.',
  again: 'Write anything to try again.',
  jumpOffs: 'You can also write:',
  noAgent: 'I cannot hand over to a colleague here.',
  noWayBack: 'There is no way back from here.',
};

const GERMAN: ChatWords = {
  back: ['zurück', 'zurueck'],
  cancel: ['abbrechen', 'abbruch', 'stopp', 'stop'],
  agent: ['mensch', 'mitarbeiter', 'mitarbeiterin', 'kollege', 'kollegin'],
  skip: ['überspringen', 'ueberspringen', '-'],
  yes: 'Ja',
  no: 'Nein',
  chooseOne: 'Antworten Sie mit einer Nummer.',
  chooseSome: 'Antworten Sie mit einer oder mehreren Nummern, zum Beispiel „1, 3“.',
  yesOrNo: 'Antworten Sie mit ja oder nein.',
  address: 'Antworten Sie in einer Zeile, zum Beispiel „Lange Straße 5, 12345 Neustadt“.',
  file: 'Senden Sie eine Datei.',
  mayBeSkipped: 'Schreiben Sie „überspringen“, um es auszulassen.',
  again: 'Schreiben Sie etwas, um es noch einmal zu versuchen.',
  jumpOffs: 'Sie können auch schreiben:',
  noAgent: 'Hier kann ich an niemanden übergeben.',
  noWayBack: 'Von hier führt kein Weg zurück.',
};

/** The chat's words: German for `de`, English for all other languages. */
export function chatWords(language: string): ChatWords {
  return ownWords(language, { en: ENGLISH, de: GERMAN });
}
