import { BusinessObjects } from '@caruso/business-objects/contract';
import type { Clock, InputOf, Service, Stub } from '@caruso/core';
import { CLOCK, inject, pathInAssembly } from '@caruso/service-manager';
import { barredNumbers } from '../campaigns/barred-numbers.js';
import { campaignReport } from '../campaigns/campaign-report.js';
import { campaignView } from '../campaigns/campaign-view.js';
import type { Campaigns, CampaignView, LoadedList, LoadedRows } from '../campaigns/campaigns-contract.js';
import { checkRegister, countBarred, numberFor, scopeOf } from '../campaigns/decide/bar-number.js';
import type { CampaignCommand } from '../campaigns/decide/campaign-command.js';
import { checkRows } from '../campaigns/decide/load-records.js';
import { definedCampaign, isDefined } from '../campaigns/decide/running-campaign.js';
import type { CheckedList, ListRow } from '../campaigns/list/check-list.js';
import { NO_OBJECTS } from '../campaigns/list/consent-of-record.js';
import { readCsvList } from '../campaigns/list/csv/read-csv-list.js';
import { ListTotal } from '../campaigns/list/list-total.js';
import { readObjectList } from '../campaigns/list/object-list.js';
import { ContactCentreErrors } from '../errors.js';
import { present } from '../present.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import { ContactCentreService } from './contact-centre-service.js';
import type { Sequencer } from './sequencer.js';

type In<Name extends keyof (typeof Campaigns)['operations']> = InputOf<(typeof Campaigns)['operations'][Name]>;

/** Rows that are stored together. */
const ROWS_AT_ONCE = 500;

/** Provides the campaigns of a contact centre. */
export class CampaignsService implements Service<typeof Campaigns> {
  readonly #sequencer: Sequencer;
  readonly #clock: Clock;
  readonly #objects: Stub<typeof BusinessObjects> | undefined;

  constructor(
    @inject(ContactCentreService) centre: ContactCentreService,
    @inject(CLOCK) clock: Clock,
    @inject(BusinessObjects) objects: Stub<typeof BusinessObjects> | undefined,
  ) {
    this.#sequencer = centre.centre.sequencer;
    this.#clock = clock;
    this.#objects = objects;
  }

  list(): Promise<CampaignView[]> {
    return this.#sequencer.look((state) =>
      [...state.campaigns].filter(isDefined).map((campaign) => campaignView(state, campaign, this.#clock.now())),
    );
  }

  show({ campaign }: In<'show'>) {
    return this.#sequencer.look((state) => this.#viewOf(state, campaign));
  }

  report({ campaign }: In<'report'>) {
    return this.#sequencer.look((state) => campaignReport(definedCampaign(state, campaign)));
  }

  startCampaign({ campaign, pilot }: In<'startCampaign'>) {
    return this.#change({ type: 'start-campaign', campaign, pilot });
  }

  pauseCampaign({ campaign }: In<'pauseCampaign'>) {
    return this.#change({ type: 'pause-campaign', campaign });
  }

  stopCampaign({ campaign }: In<'stopCampaign'>) {
    return this.#change({ type: 'stop-campaign', campaign });
  }

  checkRows({ campaign, rows }: In<'checkRows'>) {
    return this.#sequencer.look((state) => this.#found(state, campaign, rows.map(listRow)));
  }

  loadRows({ campaign, list, rows }: In<'loadRows'>) {
    return this.#load(campaign, list, rows.map(listRow));
  }

  async loadList({ campaign }: In<'loadList'>): Promise<LoadedList> {
    const { definition } = definedCampaign(this.#sequencer.state, campaign);
    const { list } = definition;
    if (list === undefined) throw new ContactCentreErrors.NoList({ campaign });
    const total = new ListTotal();
    const name = 'file' in list ? list.file : list.object;
    const read = 'file' in list ? readCsvList(pathInAssembly(list.file), list, total.broken) : this.#objectRows(list);
    const rows: ListRow[] = [];
    for await (const row of read) {
      rows.push(row);
      if (rows.length === ROWS_AT_ONCE) total.add(await this.#load(campaign, name, rows.splice(0)));
    }
    total.add(await this.#load(campaign, name, rows));
    return total.value;
  }

  bar({ number, ...terms }: In<'bar'>) {
    return this.#sequencer.submit({ type: 'bar-number', number, ...terms }, () => ({ number }));
  }

  async readRegister(input: In<'readRegister'>) {
    const { fresh, unreadable } = checkRegister(this.#sequencer.state, input);
    await this.#sequencer.submit({ type: 'read-register', ...input }, () => undefined);
    const known = input.numbers.length - unreadable.length - fresh.length;
    return { barred: fresh.length, known, unreadable: [...unreadable] };
  }

  unbar({ number, ...wanted }: In<'unbar'>) {
    const { state } = this.#sequencer;
    const removed = countBarred(state, numberFor(state, number, wanted), scopeOf(wanted), wanted.source);
    return this.#sequencer.submit({ type: 'unbar-number', number, ...wanted }, () => ({ number, removed }));
  }

  barred(wanted: In<'barred'>) {
    return this.#sequencer.look((state) => barredNumbers(state, wanted));
  }

  #change(command: Extract<CampaignCommand, { type: `${string}-campaign`; campaign: string }>): Promise<CampaignView> {
    return this.#sequencer.submit(command, (state) => this.#viewOf(state, command.campaign));
  }

  #viewOf(state: ContactCentreState, campaign: string): CampaignView {
    return campaignView(state, definedCampaign(state, campaign), this.#clock.now());
  }

  async #load(campaign: string, list: string, rows: readonly ListRow[]): Promise<LoadedRows> {
    const found = this.#found(this.#sequencer.state, campaign, rows);
    if (rows.length === 0) return found;
    await this.#sequencer.submit({ type: 'load-records', campaign, list, rows }, () => undefined);
    return found;
  }

  #found(state: ContactCentreState, id: string, rows: readonly ListRow[]): LoadedRows {
    const checked = checkRows(state, definedCampaign(state, id), rows, this.#clock.now());
    return loadedRows(checked, rows.length);
  }

  #objectRows(list: Parameters<typeof readObjectList>[1]): AsyncIterable<ListRow> {
    if (this.#objects) return readObjectList(this.#objects, list);
    throw new ContactCentreErrors.UnreadableList({ file: list.object, problem: NO_OBJECTS });
  }
}

function listRow({ id, numbers, consent, customer }: In<'checkRows'>['rows'][number]): ListRow {
  return { id, numbers, ...present({ consent, customer }) };
}

function loadedRows({ records, excluded, leftOut }: CheckedList, rows: number): LoadedRows {
  return {
    records: records.length,
    known: rows - records.length - excluded.length,
    excluded: excluded.map(({ id: record, because, numbers }) => ({
      record,
      because,
      numbers: numbers.map(({ text, because: why }) => `${text}: ${why}`),
    })),
    leftOut: leftOut.map(({ id: record, problem: { text: number, because } }) => ({ record, number, because })),
  };
}
