import { barNumber, readRegister, unbarNumber } from '../campaigns/decide/bar-number.js';
import { answerAttempt, dialPreview, failAttempt, join, skipPreview } from '../campaigns/decide/decide-attempt.js';
import { pauseCampaign, startCampaign, stopCampaign } from '../campaigns/decide/decide-campaign.js';
import { dialCampaign } from '../campaigns/decide/dial-campaign.js';
import { eraseRecords } from '../campaigns/decide/erase-records.js';
import { loadRecords } from '../campaigns/decide/load-records.js';
import type { EventPayload } from '../contract.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { Command } from './command.js';
import {
  logIn,
  logOut,
  pauseInQueue,
  resumeInQueue,
  retire,
  setNotReady,
  setPenalty,
  setReady,
} from './decide-agent.js';
import { calledBack, requestCallback } from './decide-callback.js';
import { configure } from './decide-configuration.js';
import { cancelConsultation, consult, consulted, joinConference } from './decide-consultation.js';
import { annotate, arrive, closeSelfService, handOver, leave } from './decide-contact.js';
import { chooseDisposition } from './decide-disposition.js';
import { takeBack } from './decide-failed-transfer.js';
import { noteGateway } from './decide-gateway.js';
import { hangUp } from './decide-hang-up.js';
import { loseConnection } from './decide-lost-desktop.js';
import { notePresence, receiveMessage, sendMessage, setAside } from './decide-message.js';
import { accept, reject } from './decide-offer.js';
import { changePriority } from './decide-queueing.js';
import { changeRecording, notePrivateQuestion, record } from './decide-recording.js';
import { endSupervision, hold, retrieve, supervise } from './decide-talk.js';
import { completeTransfer, transfer } from './decide-transfer.js';
import { leaveVoicemail } from './decide-voicemail.js';
import { extendWrapUp, finishWrapUp } from './decide-wrap-up.js';
import { eraseContact } from './erase-contact.js';
import { extendOffers } from './extend-offers.js';

/** Commands that happen at once; time that passes is {@link expire}. */
export type ImmediateCommand = Exclude<Command, { type: 'expire' }>;

/**
 * Decides what a command makes happen. Changes nothing; an empty list means that what was wanted is so already.
 *
 * @param now - milliseconds since 1970 UTC
 * @throws one of {@link ContactCentreErrors} when the command is not possible in this state
 */
export function decide(state: ContactCentreState, command: ImmediateCommand, now: number): readonly EventPayload[] {
  switch (command.type) {
    case 'arrive':
      return arrive(state, command, now);
    case 'leave':
      return leave(state, command, now);
    case 'note-presence':
      return notePresence(state, command);
    case 'erase-contact':
      return eraseContact(state, command);
    case 'annotate':
      return annotate(state, command);
    case 'set-aside':
      return setAside(command);
    case 'receive-message':
      return receiveMessage(state, command);
    case 'send-message':
      return sendMessage(state, command);
    case 'close-self-service':
      return closeSelfService(state, command);
    case 'hand-over':
      return handOver(state, command, now);
    case 'request-callback':
      return requestCallback(state, command);
    case 'called-back':
      return calledBack(state, command, now);
    case 'change-priority':
      return changePriority(state, command);
    case 'log-in':
      return logIn(state, command);
    case 'log-out':
      return logOut(state, command);
    case 'set-ready':
      return setReady(state, command);
    case 'set-not-ready':
      return setNotReady(state, command);
    case 'lose-connection':
      return loseConnection(state, command, now);
    case 'pause-in-queue':
      return pauseInQueue(state, command);
    case 'resume-in-queue':
      return resumeInQueue(state, command);
    case 'set-penalty':
      return setPenalty(state, command);
    case 'accept':
      return accept(state, command, now);
    case 'reject':
      return reject(state, command, now);
    case 'extend-offers':
      return extendOffers(state, command);
    case 'hang-up':
      return hangUp(state, command, now);
    case 'finish-wrap-up':
      return finishWrapUp(state, command, now);
    case 'choose-disposition':
      return chooseDisposition(state, command);
    case 'hold':
      return hold(state, command);
    case 'retrieve':
      return retrieve(state, command);
    case 'transfer':
      return transfer(state, command, now);
    case 'consult':
      return consult(state, command, now);
    case 'note-gateway':
      return noteGateway(state, command, now);
    case 'transfer-failed':
      return takeBack(state, command, now);
    case 'consulted':
      return consulted(state, command);
    case 'cancel-consultation':
      return cancelConsultation(state, command);
    case 'complete-transfer':
      return completeTransfer(state, command, now);
    case 'join-conference':
      return joinConference(state, command);
    case 'supervise':
      return supervise(state, command);
    case 'end-supervision':
      return endSupervision(state, command);
    case 'record':
      return record(state, command);
    case 'pause-recording':
    case 'resume-recording':
    case 'stop-recording':
      return changeRecording(state, command);
    case 'note-private-question':
      return notePrivateQuestion(state, command);
    case 'leave-voicemail':
      return leaveVoicemail(state, command, now);
    case 'extend-wrap-up':
      return extendWrapUp(state, command);
    case 'configure':
      return configure(state, command);
    case 'start-campaign':
      return startCampaign(state, command);
    case 'pause-campaign':
      return pauseCampaign(state, command);
    case 'stop-campaign':
      return stopCampaign(state, command);
    case 'load-records':
      return loadRecords(state, command, now);
    case 'bar-number':
      return barNumber(state, command);
    case 'read-register':
      return readRegister(state, command);
    case 'unbar-number':
      return unbarNumber(state, command);
    case 'erase-records':
      return eraseRecords(state, command);
    case 'dial-campaign':
      return dialCampaign(state, command, now);
    case 'dial-preview':
      return dialPreview(state, command, now);
    case 'skip-preview':
      return skipPreview(state, command, now);
    case 'attempt-answered':
      return answerAttempt(state, command, now);
    case 'join':
      return join(state, command);
    case 'attempt-failed':
      return failAttempt(state, command, now);
    case 'retire':
      return retire(state);
  }
}
