export { BusinessCalendar, openCalendar } from './calendar/business-calendar.js';
export { addBusinessTime, businessTimeBetween, isOpen, nextChange } from './calendar/business-time.js';
export type {
  CalendarDefinition,
  ExceptionalDay,
  HolidayRegion,
  OpeningSpan,
  Weekday,
} from './calendar/calendar-definition.js';
export { momentOf } from './calendar/moment-of.js';
export { loadPublicHolidays, type PublicHoliday, type PublicHolidays } from './calendar/public-holidays.js';
export {
  changeSlaClock,
  type SlaChange,
  type SlaClock,
  slaBreached,
  slaDueAt,
  slaTime,
  startSlaClock,
} from './calendar/sla-clock.js';
export type { CampaignCommand } from './campaigns/decide/campaign-command.js';
export { CampaignDefinition } from './campaigns/definition/campaign-definition.js';
export { type CallingHours, CallingWindow } from './campaigns/list/calling-window.js';
export {
  type Attempt,
  type AttemptOutcome,
  type CampaignRecord,
  type ClosedBecause,
  type Conversation,
  closeRecord,
  openRecord,
  type RecordState,
} from './campaigns/list/campaign-record.js';
export {
  type CheckedList,
  checkList,
  type ExcludedRow,
  type ListRow,
  type ListRules,
  type NumberProblem,
} from './campaigns/list/check-list.js';
export type { BrokenLine } from './campaigns/list/csv/read-csv.js';
export { type ListColumns, readCsvList } from './campaigns/list/csv/read-csv-list.js';
export { type RegisterLine, readCsvRegister } from './campaigns/list/csv/read-csv-register.js';
export { type DncEntry, DncList } from './campaigns/list/do-not-call.js';
export { countList, type ListCounts } from './campaigns/list/list-counts.js';
export { ListTotal } from './campaigns/list/list-total.js';
export { type NextCall, nextCall } from './campaigns/list/next-call.js';
export { type ReadNumber, readNumber } from './campaigns/list/read-number.js';
export {
  finishAttempt,
  noteConversation,
  type RetryOutcome,
  type RetryPolicy,
  type RetryRule,
  type RetryRules,
  startAttempt,
} from './campaigns/list/retry.js';
export { zonesOf } from './campaigns/list/zones-of-number.js';
export { type Abandonment, abandonmentOf, type WindowCounts } from './campaigns/pacing/abandonment.js';
export type { AnswerEstimate } from './campaigns/pacing/answer-estimate.js';
export {
  type DiallerKnowledge,
  type DiallerObservation,
  type DiallerSuppositions,
  learnDialler,
  supposeDialler,
} from './campaigns/pacing/dialler-knowledge.js';
export type { DurationEstimate } from './campaigns/pacing/duration-estimate.js';
export { explainPacing } from './campaigns/pacing/explain-pacing.js';
export {
  type DiallingMode,
  type DiallingState,
  type Pacing,
  type PacingExplanation,
  pace,
} from './campaigns/pacing/pace.js';
export { capOf, type Denominator, type Regime, regimes } from './campaigns/pacing/regime.js';
export { bestHours, type FirstAttempt, type HourSlot } from './campaigns/pilot/best-hours.js';
export { type CampaignRates, campaignRates } from './campaigns/pilot/campaign-rates.js';
export { decidePilot, type PilotDecision } from './campaigns/pilot/pilot-decision.js';
export { type Rate, rateOf } from './campaigns/pilot/rate.js';
export { attemptsToTellApart, type Precision, sampleSize } from './campaigns/pilot/sample-size.js';
export { communicationServer } from './component.js';
export type { AgentDefinition, Assignment } from './configuration/agent-definition.js';
export type { ContactCentreConfiguration, NotReadyReason } from './configuration/contact-centre-configuration.js';
export type { Disposition } from './configuration/disposition.js';
export { contactCentreVocabulary } from './configuration/document/contact-centre-vocabulary.js';
export { loadContactCentre } from './configuration/document/load-contact-centre.js';
export { type ContactCentreDocument, readContactCentre } from './configuration/document/read-contact-centre.js';
export type { Diversion, Skills, Step, Strategy } from './configuration/queue-definition.js';
export {
  AgentState,
  type AgentView,
  ContactCentre,
  ContactCentreEvent,
  ContactChannel,
  type ContactView,
  type EventPayload,
  type Message,
  type Queue,
} from './contract.js';
export type { Command, CommandOf, QueueWishes } from './decide/command.js';
export { decide, type ImmediateCommand } from './decide/decide.js';
export { execute, type Surroundings } from './decide/execute.js';
export { ContactCentreErrors } from './errors.js';
export type {
  Answering,
  Arrival,
  Correspondence,
  Departure,
  Destination,
  DialRequest,
  DialResult,
  Gateway,
  GatewayConnection,
  GatewayContact,
  GatewayHost,
} from './gateways/gateway.js';
export type { LedByScript } from './gateways/led-by-script.js';
export { readScenario } from './gateways/simulated/read-scenario.js';
export type { Arrivals, Caller, Recorded, Scenario } from './gateways/simulated/scenario.js';
export { scenarioVocabulary } from './gateways/simulated/scenario-vocabulary.js';
export { type SimulatedOptions, simulated } from './gateways/simulated/simulated.js';
export type { CommunicationServerOptions, DocumentedContactCentre } from './options.js';
export { erlangA, type ImpatientQueue } from './queueing/erlang-a.js';
export { erlangB } from './queueing/erlang-b.js';
export { erlangC, type PatientQueue } from './queueing/erlang-c.js';
export { expectedWait, type QueuePace } from './queueing/expected-wait.js';
export { loadOf, type OfferedWork } from './queueing/offered-work.js';
export { meanPatience } from './recording/mean-patience.js';
export type { RecordedContact } from './recording/recording.js';
export { recordingLines } from './recording/recording-lines.js';
export type { Offer } from './routing/offer.js';
export { route } from './routing/route.js';
export type { ArrivalRate } from './simulation/arrival-times.js';
export type { Distribution } from './simulation/distribution.js';
export type { DrawnContact } from './simulation/drawn-contact.js';
export { type Estimate, estimate, type Ratio } from './simulation/estimate.js';
export { estimateOccupancy, estimateQueue, type QueueFigure, queueFigures } from './simulation/figures.js';
export { isCertain } from './simulation/is-certain.js';
export { leastAgents, type StaffingSearch } from './simulation/least-agents.js';
export type { Batches } from './simulation/observer.js';
export { type Replication, replicate } from './simulation/replicate.js';
export { type SimulationOptions, simulate } from './simulation/simulate.js';
export type {
  Demand,
  QueueDurations,
  RecordedDemand,
  SimulatedCentre,
  Span,
  Team,
} from './simulation/simulated-centre.js';
export { readStaffing, type Staffing } from './simulation/staffing/read-staffing.js';
export { staffingVocabulary } from './simulation/staffing/staffing-vocabulary.js';
export type { Batch, QueueTally, TeamTally } from './simulation/tally.js';
export { apply } from './state/apply.js';
export { ContactCentreState } from './state/contact-centre-state.js';
export { RankedSet } from './state/ranked-set.js';
export type { AgentRecord, ContactRecord, QueueRecord, Reservation } from './state/records.js';
export type { AnswerTemplate } from './templates/answer-template.js';
export { agentView, contactView } from './views.js';
