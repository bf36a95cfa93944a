import { NONE } from './lists.js';
import type { ContactRecord, Whole } from './records.js';

type Always =
  | 'id'
  | 'number'
  | 'channel'
  | 'direction'
  | 'gateway'
  | 'externalId'
  | 'from'
  | 'to'
  | 'attributes'
  | 'arrivedAt';

/**
 * A contact, of which at least is known where it comes from. The record names everything that may become known: records that
 * all have the same members in the same order are read faster, and none of them moves when it gets another. Until it is queued
 * nobody of the company is concerned: the customer listens to an announcement, or serves himself.
 */
export function newContact(facts: Pick<ContactRecord, Always> & Partial<ContactRecord>): Whole<ContactRecord> {
  return {
    id: facts.id,
    number: facts.number,
    channel: facts.channel,
    direction: facts.direction,
    gateway: facts.gateway,
    externalId: facts.externalId,
    from: facts.from,
    to: facts.to,
    attributes: facts.attributes,
    arrivedAt: facts.arrivedAt,
    state: facts.state ?? 'self-service',
    customer: facts.customer,
    dialog: facts.dialog,
    queue: facts.queue,
    queuedAt: facts.queuedAt,
    estimatedMs: facts.estimatedMs,
    place: facts.place ?? 0,
    priority: facts.priority ?? 0,
    needs: facts.needs ?? {},
    maxPenalty: facts.maxPenalty,
    step: facts.step ?? 0,
    stepAt: facts.stepAt ?? facts.arrivedAt,
    prefer: facts.prefer,
    line: undefined,
    offers: facts.offers ?? NONE,
    agent: facts.agent,
    wrapUps: facts.wrapUps ?? NONE,
    conference: facts.conference ?? NONE,
    heldSince: facts.heldSince,
    consultation: facts.consultation,
    supervisors: facts.supervisors ?? NONE,
    callback: facts.callback,
    givenTo: facts.givenTo,
    script: facts.script,
    messageFor: facts.messageFor,
    dropMessage: facts.dropMessage,
    voicemail: facts.voicemail,
    recording: facts.recording,
    stoppedRecordings: facts.stoppedRecordings ?? NONE,
    privateQuestion: facts.privateQuestion,
    talkSince: facts.talkSince,
    awaySince: facts.awaySince,
    messages: facts.messages,
    clock: facts.clock,
    connectedAt: facts.connectedAt,
    endedAt: facts.endedAt,
    outcome: facts.outcome,
    disposition: facts.disposition,
    chosen: facts.chosen,
    note: facts.note,
    attempt: facts.attempt,
  };
}
