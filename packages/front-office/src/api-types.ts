/**
 * What travels between the web applications and the HTTP API, both ways. Types only: nothing of the server gets into
 * the browser with them. Requests that change something carry the session's `csrf` token in the header
 * `x-csrf-token`; every refusal has an {@link ApiError} as its body.
 */
import type {
  BusinessObjects,
  DraftDocument,
  EditedModel,
  Entity,
  ModelEdit,
  Modeler,
  ModelProblem,
  ModelReview,
  ObjectType,
  OpenedModel,
  OutlinedObject,
  StoredDocument,
  TableSampleRows,
} from '@caruso/business-objects/contract';
import type {
  AgentView,
  Attachment,
  ContactCentre,
  ContactView,
  Message,
  Party,
  Queue,
} from '@caruso/communication-server/contract';
import type { ErrorKind, InputOf, OutputOf } from '@caruso/core';
import type { Monitor, Report, Reporting } from '@caruso/reporting/contract';
import type {
  DialogSummary,
  Dialogs,
  ElementForm,
  ElementPath,
  OpenedScript,
  PublishedVersion,
  Screen,
  ScriptEdit,
  ScriptPreview,
  ScriptProblem,
  ScriptReview,
  ScriptStudio,
  ScriptTrial,
  StoredScriptFile,
  StudioNode,
  StudioPicture,
  TrialFile,
  TrialMove,
} from '@caruso/script-engine/contract';
import type { ServiceControl } from '@caruso/service-manager/contract';

export type {
  AgentView,
  ContactView,
  DialogSummary,
  DraftDocument,
  EditedModel,
  ElementForm,
  ElementPath,
  Entity,
  ModelEdit,
  ModelProblem,
  ModelReview,
  Monitor,
  ObjectType,
  OpenedModel,
  OpenedScript,
  OutlinedObject,
  PublishedVersion,
  Queue,
  Report,
  Screen,
  ScriptEdit,
  ScriptPreview,
  ScriptProblem,
  ScriptReview,
  ScriptTrial,
  StoredDocument,
  StoredScriptFile,
  StudioNode,
  StudioPicture,
  TableSampleRows,
  TrialFile,
  TrialMove,
};

/** What a user may do: take contacts, watch the contact centre, operate the services of the assembly, or serve himself. */
export type Role = 'agent' | 'supervisor' | 'administrator' | 'customer';

/** Who is logged in. */
export interface SessionUser {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  /** The id of the agent he is; of a supervisor: the agent whose telephone he hears conversations with. */
  readonly agent?: string;
  /** The key of the customer he is, for the role `customer`. */
  readonly customer?: string;
}

/** The body of every refusal; the HTTP status follows from `kind`. */
export interface ApiError {
  readonly error: {
    readonly code: string;
    readonly name: string;
    readonly message: string;
    readonly kind: ErrorKind;
    /**
     * Facts named in the message, for staff only; a 409 of an object has {@link ChangedMeanwhile}. After
     * a 409 of a dialog show the dialog again.
     */
    readonly data?: unknown;
    /** Of an unexpected failure: the id under which the log tells more. */
    readonly id?: string;
  };
}

/** `data` of the 409 that a stale PATCH of an object gets: what was sent, and what there is now. */
export interface ChangedMeanwhile {
  readonly object: string;
  readonly key: string;
  readonly yours: { readonly version: string; readonly changes: Readonly<Record<string, unknown>> };
  /** The object as it is now; null when it has been deleted. */
  readonly current: Entity | null;
}

/** GET, POST and DELETE /api/session. */
export interface SessionAnswer {
  readonly user: SessionUser | null;
  /** To be sent as `x-csrf-token`. It changes at log-in and log-out. */
  readonly csrf: string;
  readonly company: string;
}
/** POST /api/session. */
export interface LogInRequest {
  readonly login: string;
  readonly password: string;
}

/**
 * The named events of the live views (server-sent events): GET /api/agent/stream sends `event: agent`, GET
 * /api/monitor/stream `event: monitor`, GET /api/services/stream `event: services`, each with its value as JSON. Listen with `addEventListener('agent', …)`; the
 * browser's `onmessage` hears unnamed events only. A refusal comes as an {@link ApiError} before the stream begins.
 */
export interface StreamEvents {
  readonly agent: AgentView;
  readonly monitor: Monitor;
  readonly services: ServicesView;
}

/** GET /api/monitor/settings. */
export interface MonitorSettings {
  readonly notReadyReasons: readonly NotReadyReason[];
  /** The object type of customers, whose key a contact's `customer` is. */
  readonly customerObject: string;
}
/*
 * POST /api/monitor/contacts/:contact/listen, whisper, barge and stop have no body, and answer with a ContactView. Without an agent whose
 * telephone could ring: 409 with CRS-FRO-030. POST /api/monitor/agents/:agent/ready and log-out have no body, not-ready has a
 * {@link NotReadyRequest}; all answer with an AgentView.
 */

type NotReadyReason = OutputOf<typeof ContactCentre.operations.notReadyReasons>[number];
/** GET /api/agent/settings. */
export interface AgentSettings {
  readonly queues: readonly Queue[];
  readonly notReadyReasons: readonly NotReadyReason[];
  /** The object type of customers, whose key a contact's `customer` is. */
  readonly customerObject: string;
  /** What agents are called, by their ids. */
  readonly agentNames: Readonly<Record<string, string>>;
}
/** POST /api/agent/not-ready; log-in, log-out and ready have no body. All answer with an AgentView. */
export interface NotReadyRequest {
  readonly reason: string;
}
/** POST /api/agent/contacts/:contact/wrap-up → AgentView. */
export interface WrapUpRequest {
  readonly disposition: string;
  readonly note?: string;
}
/** POST /api/agent/contacts/:contact/extend-wrap-up → AgentView. */
export interface ExtendWrapUpRequest {
  readonly seconds: number;
}
/** POST /api/agent/contacts/:contact/customer → ContactView. */
export interface AssignCustomerRequest {
  readonly customer: string;
}
/** GET /api/agent/contacts/:contact/messages → Message[], the oldest first. */
export type { Message };
/** POST /api/agent/contacts/:contact/messages → Message. The same id is sent once, however often it is asked for. */
export interface SendMessageRequest {
  /** A UUID that the sender chooses. */
  readonly message: string;
  readonly text: string;
  /** Of what was attached to it before. */
  readonly attachments?: string[];
}
/** POST /api/agent/contacts/:contact/messages/:message/files → Attachment. The same file is attached once. */
export interface AttachFileRequest {
  readonly name: string;
  /** Its bytes in base64. */
  readonly content: string;
}
export type { Attachment };

/** GET /api/agent/contacts/:contact/templates → FilledTemplate[]: texts for an answer, filled in as far as something is known. */
export interface FilledTemplate {
  readonly id: string;
  readonly label: string;
  readonly language: string;
  readonly text: string;
}
/** A colleague to whom a contact can be given, or who can be asked about it. */
interface Colleague {
  readonly agent: string;
  readonly name: string;
  readonly state: AgentView['state'];
  /** Whether the contact can be given to them: they serve its queue and are logged in. */
  readonly takes: boolean;
  /** Whether they can be asked now. */
  readonly answers: boolean;
}
/** GET /api/agent/contacts/:contact/destinations: where a contact can be given, and who can be asked. */
export interface Destinations {
  readonly colleagues: readonly Colleague[];
  readonly queues: readonly { readonly queue: string; readonly name: string }[];
  /** Whether it can be given to any number: a call can. */
  readonly numbers: boolean;
  /** Scripts that can lead the customer on the channel of the contact. */
  readonly scripts: readonly { readonly script: string; readonly title: string }[];
}
/** POST /api/agent/contacts/:contact/transfer → AgentView. */
export interface TransferRequest {
  readonly to: Party | { readonly queue: string } | { readonly script: string };
}
/** POST /api/agent/contacts/:contact/consult → AgentView. hold, retrieve, cancel-consultation, complete-transfer and join-conference have no body. */
export interface ConsultRequest {
  readonly with: Party;
}
/** POST /api/agent/contacts/:contact/record → AgentView. pause-recording, resume-recording and stop-recording have no body. */
export interface RecordRequest {
  /** The customer was asked and has agreed; may be left out where the queue says that nobody has to. */
  readonly consent?: 'customer' | undefined;
}
/** An object for the screen; GET /api/objects/:object/:key?include=. */
export interface ShownObject extends Entity {
  /** The links that were asked for and cannot be read at the moment; the others are in `links`. */
  readonly unavailable: readonly string[];
  /** The links that have more objects than are in `links`: there are the first in the order of the list of their type. */
  readonly shortened: readonly string[];
}
/** GET /api/agent/contacts/:contact/pop. */
export interface ScreenPop {
  readonly contact: ContactView;
  /** With the links its detail presentation shows; null while nobody is assigned, or when the key finds nobody. */
  readonly customer: ShownObject | null;
  /** Whom the caller's number or address fits. */
  readonly candidates: readonly Entity[];
  /** Earlier contacts of the customer, newest first. */
  readonly history: readonly ContactView[];
  readonly dialogs: readonly DialogSummary[];
  readonly excerpts: Excerpts;
}
/** The last messages of the latest written contacts, by contact. */
export type Excerpts = Readonly<Record<string, readonly Excerpt[]>>;
export interface Excerpt {
  readonly direction: Message['direction'];
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** Shortened. */
  readonly text: string;
}
/** GET /api/history/:customer. */
export interface CustomerHistory {
  readonly contacts: readonly ContactView[];
  readonly dialogs: readonly DialogSummary[];
  readonly excerpts: Excerpts;
}

/** GET /api/objects → ObjectType[]; GET /api/objects/:object?search=&sort=&after=&limit=&include=. */
export type ObjectPage = OutputOf<typeof BusinessObjects.operations.find>;
/** Query of a page; `sort` and `include` may be lists parted by commas. */
export interface ObjectPageQuery {
  readonly search?: string;
  readonly sort?: string;
  readonly after?: string;
  readonly limit?: number;
  readonly include?: string;
}
/** GET /api/objects/:object/:key/history?attribute=&after=&limit= → the latest changes first. */
export type ObjectHistory = OutputOf<typeof BusinessObjects.operations.history>;
/** PATCH /api/objects/:object/:key → Entity. */
export interface ChangeObjectRequest {
  readonly version: string;
  readonly changes: Readonly<Record<string, unknown>>;
}

/** POST /api/objects/:object/duplicates → Duplicates: of an object as it is, as it is to be, or (without a key) of a new one. */
export interface DuplicatesRequest {
  readonly key?: string;
  readonly values: Readonly<Record<string, unknown>>;
}
export type Duplicates = OutputOf<typeof BusinessObjects.operations.duplicatesOf>;
/** POST /api/objects/:object/merge → MergeReceipt. */
export interface MergeRequest {
  readonly keep: string;
  readonly lose: readonly string[];
  /** From which of them a value is taken, by attribute; what is not named is taken over where the survivor has nothing. */
  readonly choose: Readonly<Record<string, string>>;
  /** The versions that were on the screen, by key; when one has changed since, the answer is a 409. */
  readonly versions: Readonly<Record<string, string>>;
  /** Only says what would change. */
  readonly dryRun: boolean;
}
export type MergeReceipt = OutputOf<typeof BusinessObjects.operations.merge>;

export type ScriptSummary = OutputOf<typeof Dialogs.operations.scripts>[number];
/** POST /api/dialogs → Screen. */
export interface StartDialogRequest {
  readonly script: string;
  readonly contact?: string;
  readonly customer?: string;
  readonly language?: string;
}
/** POST /api/dialogs/:id/answer → Screen; the same for self-service. */
export interface AnswerRequest {
  readonly step: string;
  readonly value: unknown;
}
/** POST /api/dialogs/:id/attach → Screen: the answer to a question for a file; the same for self-service. */
export interface AttachRequest {
  readonly step: string;
  readonly name: string;
  /** Its bytes in base64. */
  readonly content: string;
}
/** POST /api/dialogs/:id/next and back → Screen. */
export interface StepRequest {
  readonly step: string;
}
/** POST /api/dialogs/:id/correct → Screen. */
export interface CorrectRequest {
  readonly step: string;
  /** The place of the step in the trail that is shown, from 0. */
  readonly entry: number;
}
/** POST /api/dialogs/:id/link → by which a dialog goes on with the customer, once. */
export interface DialogLink {
  /** Of this server. */
  readonly path: string;
  readonly expiresAt: string;
}
/** POST /api/dialogs/:id/branch → Screen. POST …/cancel has no body and answers `{}`. */
export interface BranchRequest {
  readonly step: string;
  readonly branch: string;
}

export type ReportSummary = OutputOf<typeof Reporting.operations.reports>[number];
export interface Reports {
  /** The day it is in the company's time zone. */
  readonly today: string;
  readonly reports: readonly ReportSummary[];
}
/** Query of GET /api/reports/:id → Report, and of GET /api/reports/:id/csv → a file. Days are ISO dates. */
export interface ReportQuery {
  readonly from: string;
  readonly to: string;
  readonly groupBy?: 'queue' | 'hour' | 'day' | 'week';
  readonly queue?: string;
}

/** GET /api/self-service. */
export interface SelfService {
  readonly company: string;
  readonly title: string;
  /** What this visitor can start; a visitor who is logged in may find more here. */
  readonly scripts: readonly ScriptSummary[];
  /** This visitor's dialogs that can be gone on with. */
  readonly dialogs: readonly DialogSummary[];
}
/** POST /api/self-service/dialogs → Screen. */
export interface StartSelfServiceRequest {
  readonly script: string;
  readonly language?: string;
}

/** GET /api/ready → 200 where the process is the one at work, 503 where it stands by. */
export type Readiness = OutputOf<(typeof ContactCentre)['operations']['role']>;

/** GET /api/health → one entry a service. */
export interface HealthEntry {
  readonly service: string;
  readonly version: string;
  readonly component: string;
  readonly state: string;
  readonly reason?: string;
}

type ServiceOperations = typeof ServiceControl.operations;
export type ServiceEntry = OutputOf<ServiceOperations['list']>[number];
/** GET /api/services/explain?contract=&version=. */
export type ServiceExplanation = OutputOf<ServiceOperations['explain']>;
/** GET /api/services/releases → Release[]. */
export type Release = OutputOf<ServiceOperations['releases']>[number];
export type Receipt = OutputOf<ServiceOperations['replace']>;
export type Drained = OutputOf<ServiceOperations['drain']>;

/** What came of an order: the receipt of a replacement, or how the calls of a service that was taken out have ended. */
export interface OrderOutcome {
  readonly receipt?: Receipt;
  readonly drained?: Drained;
}
/** A replacement or a drain that an administrator has asked for. */
export interface ServiceOrder extends OrderOutcome {
  readonly id: string;
  readonly kind: 'replace' | 'drain';
  /** The id of the service, and the name of its component. */
  readonly service: string;
  readonly component: string;
  /** Of a replacement: what it is replaced by. */
  readonly module?: string;
  /** Of a replacement: how long the new version is watched, in milliseconds, before the present one is let go. */
  readonly watchedMs?: number;
  /** The login of who asked for it. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly state: 'running' | 'done' | 'failed';
  /** Why it has failed. */
  readonly problem?: string;
}
/** GET /api/services, and the event `services`. Without a service control in the assembly: 404 with CRS-FRO-026. */
export interface ServicesView {
  /** When it was so, in milliseconds since 1970. */
  readonly at: number;
  readonly services: readonly ServiceEntry[];
  /** The newest first; those before the last start of the front office are forgotten. */
  readonly orders: readonly ServiceOrder[];
}
/** POST /api/services/:id/maintain → {}. POST …/resume has no body and answers `{}`. */
export interface MaintainServiceRequest {
  readonly reason: string;
}
/** POST /api/services/:id/replace → 202 ServiceOrder; POST …/drain, without a body, the same. The live view has the outcome. */
export interface ReplaceServiceRequest {
  readonly module: string;
  readonly isolation: 'inline' | 'worker';
  /** Goes back to the present version when a call of the new one fails within this time. */
  readonly probation?: { readonly ms: number };
}

type ModelerOperations = (typeof Modeler)['operations'];
/** GET /api/studio/models. Without a modeler in the assembly: 404 with CRS-FRO-028. */
export type ModelListing = OutputOf<ModelerOperations['models']>[number];
/** GET /api/studio/stores. */
export type StudioStore = OutputOf<ModelerOperations['stores']>[number];
/** GET /api/studio/models/:model/stores/:store/tables. */
export type StudioTable = OutputOf<ModelerOperations['tables']>[number];
/** POST /api/studio/models/:model/review → ModelReview, and …/save → OpenedModel or a 409 with {@link DocumentConflict}. */
export interface DraftsRequest {
  readonly drafts: readonly DraftDocument[];
}
/** POST /api/studio/models/:model/edit → EditedModel. */
export interface EditRequest extends DraftsRequest {
  readonly edit: ModelEdit;
}
/** `data` of the 409 that saving gets when somebody else has changed a document: what is there now. */
export interface DocumentConflict {
  readonly document: string;
  readonly current: { readonly text: string; readonly hash: string };
}

type StudioOperations = (typeof ScriptStudio)['operations'];
/** GET /api/studio/scripts. Without a studio in the assembly: 404 with CRS-FRO-029. */
export type ScriptListing = OutputOf<StudioOperations['scripts']>[number];
/** POST /api/studio/scripts/:name/edit → EditedScript. */
export type EditedScript = OutputOf<StudioOperations['edit']>;
/** POST /api/studio/scripts/:name/edit. */
export interface ScriptEditRequest {
  readonly text: string;
  readonly edit: ScriptEdit;
}
/** POST /api/studio/scripts/:name/save and …/publish → StoredScriptFile, or a 409 with {@link DocumentConflict}. */
export interface ChangedScript {
  readonly text: string;
  readonly hash: string;
}
/**
 * POST /api/studio/scripts/:name/migrations: where the open dialogs of the script would stand on a text → DialogMigration[].
 * POST …/migrate: those that can go on on the version that is live do → DialogMigration[].
 */
export type DialogMigration = OutputOf<typeof Dialogs.operations.migrations>[number];
/** GET /api/studio/scripts/:name/statistics: what happened in the dialogs of a script, null when it was never published. */
export type ScriptStatistics = OutputOf<typeof Dialogs.operations.statistics>['total'];
export type StepStatistics = ScriptStatistics['steps'][number];
/** POST /api/studio/scripts/:name/attempt → ScriptTrial. */
export type AttemptRequest = Omit<InputOf<StudioOperations['attempt']>, 'name'>;
