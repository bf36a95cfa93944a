import { defineErrors, error } from '@caruso/core';

const list = (names: readonly string[]) => (names.length ? names.join(', ') : 'none');

/** The errors of this package (`CRS-COM-…`). */
export const ContactCentreErrors = defineErrors('COM', {
  UnknownAgent: error(
    1,
    'not-found',
    ({ agent, known }: { agent: string; known: readonly string[] }) =>
      `There is no agent "${agent}". The agents of this contact centre are: ${list(known)}.`,
  ),
  UnknownQueue: error(
    2,
    'not-found',
    ({ queue, known }: { queue: string; known: readonly string[] }) =>
      `There is no queue "${queue}". The queues of this contact centre are: ${list(known)}.`,
  ),
  UnknownContact: error(
    3,
    'not-found',
    ({ contact }: { contact: string }) => `There is no contact "${contact}" in the log of this contact centre.`,
  ),
  ReservationOver: error(
    4,
    'conflict',
    ({ agent, reservation, because }: { agent: string; reservation: string; because: string }) =>
      `The offer "${reservation}" to agent "${agent}" is over: ${because}. An offer can be answered once, before its deadline.`,
  ),
  WrongState: error(
    5,
    'conflict',
    ({
      agent,
      operation,
      state,
      allowed,
    }: {
      agent: string;
      operation: string;
      state: string;
      allowed: readonly string[];
    }) => `Agent "${agent}" is ${state}; ${operation} is possible only when the agent is ${allowed.join(' or ')}.`,
  ),
  UnknownReason: error(
    6,
    'invalid',
    ({ reason, known }: { reason: string; known: readonly string[] }) =>
      `"${reason}" is no reason for not being ready. Use one of: ${list(known)}.`,
  ),
  UnknownDisposition: error(
    7,
    'invalid',
    ({ disposition, queue, known }: { disposition: string; queue: string; known: readonly string[] }) =>
      `The queue "${queue}" has no disposition "${disposition}". Use one of: ${list(known)}.`,
  ),
  DispositionMissing: error(
    18,
    'invalid',
    ({ contact, known }: { contact: string; known: readonly string[] }) =>
      `The contact "${contact}" cannot be closed without a disposition, and its dialog has chosen none. Use one of: ${list(known)}.`,
  ),
  DispositionTooLate: error(
    19,
    'conflict',
    ({ contact, state }: { contact: string; state: string }) =>
      `The contact "${contact}" is ${state}; its dialog chooses a disposition during the conversation or its wrap-up.`,
  ),
  NotYourContact: error(
    8,
    'conflict',
    ({ agent, contact, current }: { agent: string; contact: string; current?: string | undefined }) =>
      `Agent "${agent}" does not handle the contact "${contact}" but ${current ? `"${current}"` : 'none'}.`,
  ),
  NotSelfService: error(
    9,
    'conflict',
    ({ contact, operation, state }: { contact: string; operation: string; state: string }) =>
      `The contact "${contact}" is ${state}; ${operation} is possible only while the customer serves himself.`,
  ),
  UnknownNumber: error(
    10,
    'not-found',
    ({ to, gateway, known }: { to: string; gateway: string; known: readonly string[] }) =>
      `No queue answers "${to}", which was called through the gateway "${gateway}". Name a queue in the call, or add the number to \`numbers\`: ${list(known)} so far.`,
  ),
  NotWaiting: error(
    11,
    'conflict',
    ({ contact, state }: { contact: string; state: string }) =>
      `The contact "${contact}" is ${state}; only a contact that waits has a priority.`,
  ),
  NotAssigned: error(
    12,
    'invalid',
    ({ agent, queue, assigned }: { agent: string; queue: string; assigned: readonly string[] }) =>
      `Agent "${agent}" does not serve the queue "${queue}". The agent serves: ${list(assigned)}.`,
  ),
  NoExtension: error(
    13,
    'conflict',
    ({ contact, seconds, left }: { contact: string; seconds: number; left: number }) =>
      `The wrap-up of "${contact}" cannot be prolonged by ${seconds} s: ${
        left > 0 ? `${left} s are left` : 'it does not end by itself, or all that its queue allows is used'
      }.`,
  ),
  Consulting: error(
    14,
    'conflict',
    ({ contact }: { contact: string }) =>
      `Somebody is being consulted about the contact "${contact}". Complete the transfer, join all, or cancel the consultation first.`,
  ),
  NotConsulting: error(
    15,
    'conflict',
    ({ contact }: { contact: string }) =>
      `Nobody who was asked about the contact "${contact}" has answered. Consult somebody first.`,
  ),
  NotReachable: error(
    16,
    'conflict',
    ({ agent, state }: { agent: string; state: string }) =>
      `Agent "${agent}" cannot be reached: the agent is ${state}. Choose another agent, or a queue.`,
  ),
  NotTalking: error(
    17,
    'conflict',
    ({ contact, state }: { contact: string; state: string }) =>
      `The contact "${contact}" is ${state}; it can be listened to or recorded only while it is connected.`,
  ),
  NotByTelephone: error(
    99,
    'conflict',
    ({ contact, channel }: { contact: string; channel: string }) =>
      `The contact "${contact}" comes by ${channel}; only who talks by telephone can be listened to or recorded.`,
  ),
  ConsentMissing: error(
    101,
    'forbidden',
    ({ contact, queue }: { contact: string; queue: string }) =>
      `The contact "${contact}" may not be recorded unless the customer agrees. Ask the customer, and say so with \`consent: "customer"\`; or let the queue "${queue}" say \`recording="announced"\` where callers are told before.`,
  ),
  TakesPart: error(
    100,
    'conflict',
    ({ agent, contact }: { agent: string; contact: string }) =>
      `Agent "${agent}" takes part in the conversation of the contact "${contact}" and hears it already; it is supervised by somebody else.`,
  ),
  Supervising: error(
    102,
    'conflict',
    ({ agent, contact }: { agent: string; contact: string }) =>
      `Agent "${agent}" supervises the contact "${contact}", and nobody can be in two conversations at once. End that first: \`caruso agent supervise ${contact} --as ${agent} --stop\`, or Stop on the monitor.`,
  ),
  NoTelephone: error(
    103,
    'conflict',
    ({ agent }: { agent: string }) =>
      `Agent "${agent}" has no telephone that could ring. Give the agent a \`phone\` in the configuration of the contact centre.`,
  ),
  StillRecorded: error(
    104,
    'conflict',
    ({ contact, gateway }: { contact: string; gateway: string }) =>
      `The contact "${contact}" is still recorded: its gateway "${gateway}" has not paused the recording, and does so as soon as it can. Let nothing be said until then that must not be recorded, and ask again.`,
  ),
  LogTaken: error(
    20,
    'conflict',
    ({ number }: { number: number }) =>
      `Event ${number} was written by another process: two communication servers run on the same log. This one stands by from now on; ask the other one.`,
  ),
  LogUnavailable: error(
    21,
    'unavailable',
    ({ reason }: { reason: string }) =>
      `The event log cannot be written: ${reason}. Read the present again before you repeat the command.`,
  ),
  StandingBy: error(
    23,
    'unavailable',
    (_: object) =>
      'This communication server stands by: another process writes the event log. It takes over when that one is gone; ask that one, or try again.',
  ),
  LogDamaged: error(
    22,
    'internal',
    ({ expected, found }: { expected: number; found: number }) =>
      `The event log is damaged: event ${expected} is expected, ${found} was found. Restore the log from a backup.`,
  ),
  InvalidOptions: error(
    30,
    'invalid',
    ({ problems }: { problems: readonly string[] }) =>
      `The options of the communication server are not valid: ${problems.join('; ')}.`,
  ),
  UnreadableScenario: error(
    31,
    'invalid',
    ({ file, reason }: { file: string; reason: string }) => `The scenario ${file} cannot be read: ${reason}.`,
  ),
  UnreadableConfiguration: error(
    32,
    'invalid',
    ({ file, reason }: { file: string; reason: string }) =>
      `The configuration ${file} cannot be read: ${reason}. A relative path is meant from the file of the assembly.`,
  ),
  InvalidAsterisk: error(
    40,
    'invalid',
    ({ problems }: { problems: readonly string[] }) =>
      `The options of the gateway \`asterisk\` are not valid: ${problems.join('; ')}.`,
  ),
  AsteriskUnreachable: error(
    41,
    'unavailable',
    ({ url, reason }: { url: string; reason: string }) =>
      `Asterisk cannot be reached at ${url}: ${reason}. Check that it runs, that http.conf lets it listen there, and the option \`url\`.`,
  ),
  AsteriskRefused: error(
    42,
    'forbidden',
    ({ url, status }: { url: string; status: number }) =>
      `Asterisk at ${url} does not accept the user and password (HTTP ${status}). Compare the options \`user\` and \`password\` with ari.conf; the user must not be read_only.`,
  ),
  NotAsterisk: error(
    43,
    'invalid',
    ({ url, found }: { url: string; found: string }) =>
      `What answers at ${url} is not the REST interface of Asterisk: ${found}. Check the option \`url\`, which ends before /ari, and that res_ari is loaded.`,
  ),
  AriRequestFailed: error(
    44,
    'conflict',
    ({ request, status, answer }: { request: string; status: number; answer: string }) =>
      `Asterisk refused ${request}: ${answer || 'no reason given'} (HTTP ${status}).`,
  ),
  SpeechFailed: error(
    45,
    'unavailable',
    ({ text, reason }: { text: string; reason: string }) =>
      `"${text}" could not be spoken: ${reason}. Install espeak-ng and sox, or give \`voice.speak\`; Asterisk must be able to read \`voice.speechFolder\`.`,
  ),
  NoVoice: error(
    46,
    'invalid',
    ({ script, missing }: { script: string; missing: string }) =>
      `The script "${script}" cannot lead a caller: ${missing}.`,
  ),
  InvalidMail: error(
    50,
    'invalid',
    ({ problems }: { problems: readonly string[] }) =>
      `The options of the gateway \`mail\` are not valid: ${problems.join('; ')}.`,
  ),
  MailRefused: error(
    51,
    'forbidden',
    ({ server, user, answer }: { server: string; user: string; answer: string }) =>
      `The mail server ${server} does not let "${user}" in: ${answer}. Check \`imap.user\` and \`imap.password\`.`,
  ),
  NotWritten: error(
    52,
    'conflict',
    ({ contact, channel, gateway }: { contact: string; channel: string; gateway: string }) =>
      `Nothing is written in the contact "${contact}": it came by ${channel} through "${gateway}", which keeps no messages.`,
  ),
  UnknownAttachment: error(
    53,
    'not-found',
    ({ attachment, contact }: { attachment: string; contact: string }) =>
      `The thread of the contact "${contact}" has no attachment "${attachment}". \`messages\` tells which there are.`,
  ),
  NobodyToAnswer: error(
    54,
    'conflict',
    ({ contact }: { contact: string }) =>
      `The contact "${contact}" cannot be answered by mail: its thread has no message with an address to answer to.`,
  ),
  StillOpen: error(
    49,
    'conflict',
    ({ contact, state }: { contact: string; state: string }) =>
      `The contact "${contact}" is in the state ${state}, and cannot be erased before it is over. End it, finish its wrap-up, and erase it again.`,
  ),
  FilesNotTaken: error(
    55,
    'conflict',
    ({ contact, channel }: { contact: string; channel: string }) =>
      `No file can be sent in the contact "${contact}": by ${channel} customers are sent text only. Say where they find the file, or send it by mail.`,
  ),
  FileRefused: error(
    56,
    'invalid',
    ({ name, problem }: { name: string; problem: string }) => `The file "${name}" cannot be attached: ${problem}.`,
  ),
  AnswerGone: error(
    57,
    'conflict',
    ({ message }: { message: string }) =>
      `Nothing can be attached to the answer ${message}: it has been sent, or belongs to another contact or agent. Begin another answer under an id of its own.`,
  ),
  InvalidWebchat: error(
    80,
    'invalid',
    ({ problems }: { problems: readonly string[] }) =>
      `The options of the gateway \`webchat\` are not valid: ${problems.join('; ')}.`,
  ),
  ChatPortRefused: error(
    81,
    'unavailable',
    ({ host, port, reason }: { host: string; port: number; reason: string }) =>
      `The web chat cannot listen on ${host}:${port}: ${reason}. Stop the program that has the port, or give webchat({ port }) a free one (0 takes any).`,
  ),
  WidgetNotBuilt: error(
    82,
    'unavailable',
    ({ file }: { file: string }) =>
      `The script that pages embed is not built: there is no ${file}. Run the build of @caruso/communication-server (\`npm run build\`) and start again. Until then nobody can begin a chat.`,
  ),
  NoBot: error(
    83,
    'invalid',
    ({ script, missing }: { script: string; missing: string }) =>
      `The script "${script}" cannot lead a chat: ${missing}.`,
  ),
  ChatFull: error(
    84,
    'conflict',
    ({ contact, limit }: { contact: string; limit: number }) =>
      `The chat of the contact "${contact}" has ${limit} messages, and may have no more. End it, and go on in another one, or raise \`limits.messages\` of webchat().`,
  ),
  NotLed: error(
    85,
    'conflict',
    ({ contact, gateway, script }: { contact: string; gateway: string; script: string }) =>
      `The contact "${contact}" cannot be given to the script "${script}": its gateway "${gateway}" leads nobody by scripts. Give it to a queue or to an agent.`,
  ),
  ScriptNotOnChannel: error(
    86,
    'not-found',
    ({ script, channel, known }: { script: string; channel: string; known: readonly string[] }) =>
      `There is no script "${script}" for the channel "${channel}". There are: ${list(known)}.`,
  ),
  NoVoicemail: error(
    48,
    'not-found',
    ({ contact }: { contact: string }) => `Nobody has left a message by telephone in the contact "${contact}".`,
  ),
  InvalidCalendar: error(
    60,
    'invalid',
    ({ problems }: { problems: readonly string[] }) => `The business calendar is not valid: ${problems.join('; ')}.`,
  ),
  UnknownHolidayRegion: error(
    61,
    'invalid',
    ({ what, code, known }: { what: string; code: string; known: readonly string[] }) =>
      `No public holidays are known for the ${what} "${code}". Codes are written as in ISO 3166; there are: ${list(known)}.`,
  ),
  QueueInUse: error(
    62,
    'conflict',
    ({ queue, waiting }: { queue: string; waiting: number }) =>
      `The queue "${queue}" cannot be taken away: ${waiting} ${waiting === 1 ? 'contact waits' : 'contacts wait'} in it. Let it be closed first, with \`closed\` or hours that are over, and take it away when nobody waits.`,
  ),
  NoDocument: error(
    63,
    'conflict',
    (_: Record<never, never>) =>
      'The configuration cannot be read again: the assembly says it in TypeScript. Name a document instead: `communicationServer({ configuration: "./contact-centre.xml" })`.',
  ),
  TargetOutOfReach: error(
    70,
    'invalid',
    (found: { team: string; agents: number; queue: string; level: number; target: number }) =>
      `The queue "${found.queue}" does not reach ${percent(found.target)} answered in time, however many agents "${found.team}" has: with ${found.agents} it is sure of ${percent(found.level)}, and more change nothing. Look whether somebody works while contacts are expected, and whether other teams are enough; or ask for less, or for more runs.`,
  ),
  UnknownCampaign: error(
    90,
    'not-found',
    ({ campaign, known }: { campaign: string; known: readonly string[] }) =>
      `There is no campaign "${campaign}". The campaigns of this contact centre are: ${list(known)}.`,
  ),
  NobodyToCall: error(
    91,
    'conflict',
    ({ campaign, records }: { campaign: string; records: number }) =>
      `The campaign "${campaign}" has nobody to call: ${
        records === 0 ? 'no list was loaded' : `all of its ${records} records are closed`
      }. Load a list first, with \`caruso campaign load\`.`,
  ),
  PreviewOver: error(
    92,
    'conflict',
    ({ agent, attempt, current }: { agent: string; attempt: string; current?: string | undefined }) =>
      `The record "${attempt}" is not shown to agent "${agent}" any more; ${
        current ? `"${current}" is` : 'none is'
      }. Read the agent's view again.`,
  ),
  NotANumber: error(
    93,
    'invalid',
    ({ number }: { number: string }) =>
      `"${number}" is no telephone number that can be dialled. Write it with the code of its country, such as +49 30 123456, or say whose it is: \`--country DE\`.`,
  ),
  UnreadableList: error(
    94,
    'invalid',
    ({ file, problem }: { file: string; problem: string }) => `The list ${file} cannot be read: ${problem}.`,
  ),
  NoList: error(
    95,
    'invalid',
    ({ campaign }: { campaign: string }) =>
      `The campaign "${campaign}" says no list. Name a file: \`caruso campaign load ${campaign} FILE\`, or add <list> to the campaign.`,
  ),
  CannotDial: error(
    96,
    'conflict',
    ({ gateway, known }: { gateway: string; known: readonly string[] }) =>
      `The gateway "${gateway}" cannot dial. Those that can are: ${list(known)}.`,
  ),
  LogNewer: error(
    97,
    'internal',
    ({ number, version, known }: { number: number; version: number; known: number }) =>
      `Event ${number} of the log was written by a newer program: it has the version ${version}, and this one understands versions up to ${known}. Start the newer program.`,
  ),
  AlreadyCalling: error(
    98,
    'conflict',
    ({ campaign }: { campaign: string }) =>
      `The campaign "${campaign}" is calling already, and a pilot is chosen when calling begins. Pause it first, with \`caruso campaign pause ${campaign}\`.`,
  ),
});

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
