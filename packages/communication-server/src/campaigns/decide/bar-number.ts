import type { EventPayload } from '../../contract.js';
import { ContactCentreErrors } from '../../errors.js';
import { present } from '../../present.js';
import type { ContactCentreState } from '../../state/contact-centre-state.js';
import { type DncScope, type DncTerms, sameScope } from '../list/do-not-call.js';
import { readNumber } from '../list/read-number.js';
import type { CampaignCommandOf } from './campaign-command.js';
import { definedCampaign } from './running-campaign.js';

/** Who is not to be called by whom, as a command says it. */
interface BarredFor {
  readonly campaign?: string | undefined;
  /** Whose numbers are written without a country code; of the campaign if left out. */
  readonly country?: string | undefined;
}

/** Somebody does not want to be called: by all campaigns, or by one. */
export function barNumber(
  state: ContactCentreState,
  { number, source, until, ...barred }: CampaignCommandOf<'bar-number'>,
): readonly EventPayload[] {
  const phone = numberFor(state, number, barred);
  const terms = termsOf({ source, until, ...barred });
  return isBarredSo(state, phone, terms) ? [] : [{ type: 'dnc-added', phone, ...scopeAndSource(terms) }];
}

/** A number may be called again, by rows that a list has then. Records that were closed for it stay closed. */
export function unbarNumber(
  state: ContactCentreState,
  { number, source, reason, ...barred }: CampaignCommandOf<'unbar-number'>,
): readonly EventPayload[] {
  const phone = numberFor(state, number, barred);
  const scope = scopeOf(barred);
  if (countBarred(state, phone, scope, source) === 0) return [];
  return [{ type: 'dnc-removed', phone, scope, reason, ...present({ source }) }];
}

type Register = Omit<CampaignCommandOf<'read-register'>, 'type'>;

/** Reads a part of a register: what is barred so already is left out, so it may be read again as often as it comes. */
export function readRegister(state: ContactCentreState, register: Register): readonly EventPayload[] {
  const { fresh } = checkRegister(state, register);
  if (fresh.length === 0) return [];
  const terms = scopeAndSource(termsOf(register));
  return [{ type: 'dnc-register-read', register: register.register, phones: [...fresh], ...terms }];
}

/** Which numbers of a part of a register are not barred by it yet, and which cannot be read, by their places. */
export function checkRegister(
  state: ContactCentreState,
  register: Register,
): {
  readonly fresh: readonly string[];
  readonly unreadable: readonly { readonly place: number; readonly number: string; readonly because: string }[];
} {
  const terms = termsOf(register);
  const country = countryOf(state, register);
  const fresh = new Set<string>();
  const unreadable: { place: number; number: string; because: string }[] = [];
  for (const [place, number] of register.numbers.entries()) {
    const read = readNumber(number, country);
    if ('problem' in read) unreadable.push({ place, number, because: read.problem });
    else if (!isBarredSo(state, read.number, terms)) fresh.add(read.number);
  }
  return { fresh: [...fresh], unreadable };
}

/**
 * The number that somebody means.
 *
 * @throws ContactCentreErrors.NotANumber, ContactCentreErrors.UnknownCampaign
 */
export function numberFor(state: ContactCentreState, text: string, barred: BarredFor): string {
  const read = readNumber(text, countryOf(state, barred));
  if ('problem' in read) throw new ContactCentreErrors.NotANumber({ number: text });
  return read.number;
}

/** How many entries of a scope bar a number, by one source or by all. */
export function countBarred(
  { campaigns }: ContactCentreState,
  phone: string,
  scope: DncScope,
  source?: string,
): number {
  const counts = (terms: DncTerms) => sameScope(terms, { scope }) && (source === undefined || terms.source === source);
  return campaigns.dnc.of(phone).filter(counts).length;
}

export function scopeOf({ campaign }: BarredFor): DncScope {
  return campaign === undefined ? 'all' : { campaign };
}

function termsOf({ source, until, campaign }: Pick<Register, 'source' | 'until' | 'campaign'>): DncTerms {
  return { source, scope: scopeOf({ campaign }), ...present({ until }) };
}

function countryOf(state: ContactCentreState, { campaign, country }: BarredFor): string {
  const own = campaign === undefined ? '' : definedCampaign(state, campaign).definition.country;
  return country ?? own;
}

function isBarredSo({ campaigns }: ContactCentreState, phone: string, wanted: DncTerms): boolean {
  return campaigns.dnc
    .of(phone)
    .some((terms) => terms.source === wanted.source && sameScope(terms, wanted) && terms.until === wanted.until);
}

function scopeAndSource({ scope, source, until }: DncTerms) {
  return { source, scope: scope === 'all' ? scope : { ...scope }, ...present({ until }) };
}
