import { defineErrors, error } from '@caruso/core';
import type { Screen } from './contract.js';

const listed = (names: readonly string[]) => (names.length ? names.join(', ') : 'none');

/** The errors of this package (`CRS-SCR-…`). */
export const ScriptErrors = defineErrors('SCR', {
  UnknownScript: error(
    1,
    'not-found',
    ({ script, known }: { script: string; known: readonly string[] }) =>
      `There is no dialog script "${script}". There are: ${listed(known)}.`,
  ),
  UnknownDialog: error(2, 'not-found', ({ dialog }: { dialog: string }) => `There is no dialog "${dialog}".`),
  StaleStep: error(
    3,
    'conflict',
    ({ dialog, step, screen }: { dialog: string; step: string; screen: Screen }) =>
      `The dialog "${dialog}" has gone on since step "${step}"; it stands at step "${screen.step}" now, whose screen comes with this error.`,
  ),
  NotPossible: error(
    4,
    'conflict',
    ({ dialog, event, reason }: { dialog: string; event: string; reason: string }) =>
      `"${event}" is not possible in the dialog "${dialog}": ${reason}.`,
  ),
  NotOwner: error(
    5,
    'forbidden',
    ({ dialog, who }: { dialog: string; who: string }) =>
      `"${who}" may not go on with the dialog "${dialog}", which belongs to somebody else. Take it over with "show" first.`,
  ),
  InvalidInput: error(
    6,
    'invalid',
    ({ script, issues }: { script: string; issues: readonly string[] }) =>
      `The script "${script}" cannot start with this input: ${issues.join('; ')}.`,
  ),
  NotOnChannel: error(
    7,
    'invalid',
    ({ script, channel, channels }: { script: string; channel: string; channels: readonly string[] }) =>
      `The script "${script}" does not run on the channel "${channel}", only on ${listed(channels)}.`,
  ),
  MissingVersion: error(
    8,
    'internal',
    ({ dialog, hash }: { dialog: string; hash: string }) =>
      `The dialog "${dialog}" runs on a script version (${hash}) that is not in the store any more.`,
  ),
  WrittenMeanwhile: error(
    9,
    'conflict',
    ({ dialog }: { dialog: string }) =>
      `Somebody else went on with the dialog "${dialog}" at the same time. Show it again.`,
  ),
  DuplicateScript: error(
    10,
    'invalid',
    ({ script, version, files }: { script: string; version: string; files: readonly string[] }) =>
      `The files ${files.join(' and ')} both define version ${version} of the script "${script}"; give one of them another id or version.`,
  ),
  UnreadableJournal: error(
    11,
    'internal',
    ({ dialog, seq, reason }: { dialog: string; seq: number; reason: string }) =>
      `The journal of the dialog "${dialog}" cannot be replayed at entry ${seq}: ${reason}.`,
  ),
  UnknownLanguage: error(
    12,
    'invalid',
    ({ script, language, languages }: { script: string; language: string; languages: readonly string[] }) =>
      `The script "${script}" is not written in the language "${language}", only in ${listed(languages)}.`,
  ),
  Erased: error(
    13,
    'conflict',
    ({ dialog }: { dialog: string }) =>
      `Answers of the dialog "${dialog}" have been erased; nobody can go on with it. Its history tells who did what.`,
  ),
  LinkNotValid: error(
    14,
    'not-found',
    (_: { dialog: string }) =>
      'This link opens no dialog: it has been used, has expired, or was never given out. Ask for a new one.',
  ),
  NoElement: error(
    15,
    'invalid',
    ({ file, path }: { file: string; path: string }) =>
      `There is no element at ${path} in ${file}. The text was probably changed since; look at it again.`,
  ),
  NotEditable: error(
    16,
    'invalid',
    ({ file, reason }: { file: string; reason: string }) => `${file} cannot be changed in this way: ${reason}.`,
  ),
  NoScriptFile: error(
    17,
    'not-found',
    ({ name, known }: { name: string; known: readonly string[] }) =>
      `There is no script file "${name}". There are: ${listed(known)}.`,
  ),
  ScriptChanged: error(
    18,
    'conflict',
    ({ document }: { document: string; current: { readonly text: string; readonly hash: string } }) =>
      `${document} was changed by somebody else since it was opened. Nothing was saved; what is there now comes with this error.`,
  ),
  NotPublished: error(
    19,
    'invalid',
    ({ name, reason }: { name: string; reason: string }) => `${name} was not published: ${reason}.`,
  ),
  NotForRole: error(
    20,
    'forbidden',
    ({ roles, needed }: { roles: readonly string[]; needed: readonly string[] }) =>
      `Scripts are changed by ${listed(needed)} only, not by ${listed(roles)}.`,
  ),
  NotTranslated: error(
    21,
    'invalid',
    ({ script, language, languages }: { script: string; language: string; languages: readonly string[] }) =>
      `The script "${script}" is not translated into "${language}", only into ${listed(languages)}. Its languages stand in languages=.`,
  ),
  TooManyFiles: error(
    22,
    'invalid',
    ({ count, megabytes }: { dialog: string; count: number; megabytes: number }) =>
      `This dialog keeps at most ${count} files of ${megabytes} MB together. Answer with one that was sent before, or with a smaller one.`,
  ),
  UnknownFile: error(
    23,
    'not-found',
    ({ dialog, file }: { dialog: string; file: string }) =>
      `The dialog "${dialog}" has no file "${file}" that may be shown here. It was not taken as an answer, or has been erased.`,
  ),
});
