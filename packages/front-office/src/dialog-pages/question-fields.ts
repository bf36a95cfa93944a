import { FileReference, type Screen } from '@caruso/script-engine/contract';
import { attribute, type Html, html } from './html.js';
import type { PageWords } from './page-words.js';
import { plainText, richHtml } from './rich-html.js';

type Question = NonNullable<Screen['node']['question']>;

/** How one line of text is asked for: what keyboard it wants, and what browsers may fill in (WCAG 1.3.5). */
const LINES: Partial<Record<Question['type'], Readonly<Record<string, string>>>> = {
  number: { inputmode: 'decimal', autocomplete: 'off' },
  money: { inputmode: 'decimal', autocomplete: 'off' },
  digits: { inputmode: 'numeric', autocomplete: 'off' },
  time: { autocomplete: 'off' },
  phone: { type: 'tel', autocomplete: 'tel' },
  email: { type: 'email', autocomplete: 'email' },
};

const ADDRESS = [
  ['street', 'address-line1'],
  ['houseNumber', 'off'],
  ['postalCode', 'postal-code'],
  ['city', 'address-level2'],
] as const;

/** The id of the field to which the summary of errors leads. */
export function firstField({ type, options }: Question): string {
  if (type === 'choice' || type === 'choices') return options?.length ? 'value-0' : 'value';
  if (type === 'yesno') return 'value-0';
  if (type === 'date') return 'day';
  return type === 'address' ? 'street' : 'value';
}

/**
 * A question as form fields. Its text is the heading of the page, and the label or the legend of the fields.
 *
 * @param complaint why the last answer was not taken
 */
export function questionFields({ node }: Screen, complaint: Html | undefined, words: PageWords): Html {
  const { question, text } = node;
  if (!question) return html``;
  const optional = question.required ? undefined : html` <span class="hint">${words.optional}</span>`;
  const heading = html`<h1>${richHtml(text)}${optional}</h1>`;
  const error = complaint && html`<p class="error" id="error">${complaint}</p>`;
  const invalid = complaint !== undefined;
  switch (question.type) {
    case 'choice':
    case 'choices':
      return group(heading, error, [choices(question, words)]);
    case 'yesno': {
      const options = [
        { value: 'true', label: [{ text: words.yes }] },
        { value: 'false', label: [{ text: words.no }] },
      ];
      const { prefill } = question;
      return group(heading, error, [choices({ ...question, options, prefill: String(prefill) }, words)]);
    }
    case 'date':
      return group(heading, error, [html`<div class="parts">${dateParts(question, words, invalid)}</div>`]);
    case 'address':
      return group(heading, error, addressParts(question, words, invalid));
    case 'file':
      return fileField(question, heading, error, words);
    default:
      return line(question, heading, error, words);
  }
}

function group(heading: Html, error: Html | undefined, fields: readonly Html[]): Html {
  return html`<fieldset${attribute('aria-describedby', error && 'error')}><legend>${heading}</legend>${error}${fields}</fieldset>`;
}

function choices({ type, options = [], prefill }: Question, words: PageWords): Html {
  const several = type === 'choices';
  const chosen = new Set(Array.isArray(prefill) ? prefill.map(String) : [String(prefill)]);
  const rows = options.map(({ value, label }, index) => {
    const kind = several ? 'checkbox' : 'radio';
    const checked = chosen.has(value) ? html` checked` : undefined;
    return html`<div class="choice"><input type="${kind}" id="value-${index}" name="value" value="${value}"${checked}><label for="value-${index}">${richHtml(label)}</label></div>`;
  });
  return html`${several && html`<p class="hint">${words.chooseSome}</p>`}${rows}`;
}

function dateParts({ prefill }: Question, words: PageWords, invalid: boolean): Html[] {
  const [year = '', month = '', day = ''] = typeof prefill === 'string' ? prefill.split('-') : [];
  const part = (name: 'day' | 'month' | 'year', value: string) =>
    html`<div class="field"><label for="${name}">${words[name]}</label><input class="short" id="${name}" name="${name}" inputmode="numeric" autocomplete="off" value="${value}"${state(invalid)}></div>`;
  return [part('day', day), part('month', month), part('year', year)];
}

function addressParts({ prefill }: Question, words: PageWords, invalid: boolean): Html[] {
  const given = typeof prefill === 'object' && prefill !== null ? (prefill as Readonly<Record<string, unknown>>) : {};
  return ADDRESS.map(([name, autocomplete]) => {
    const value = Object.hasOwn(given, name) ? String(given[name]) : '';
    return html`<div class="field"><label for="${name}">${words[name]}</label><input id="${name}" name="${name}" autocomplete="${autocomplete}" value="${value}"${state(invalid)}></div>`;
  });
}

/** A file cannot be put into a field by the server: one that was sent before stays when nothing else is chosen. */
function fileField({ file, prefill }: Question, heading: Html, error: Html | undefined, words: PageWords): Html {
  const described = error ? 'hint error' : 'hint';
  const kept = FileReference.safeParse(prefill);
  const keep =
    kept.success &&
    html`<div class="choice"><input type="checkbox" id="kept" name="kept" value="${kept.data.file}" checked><label for="kept">${words.keepFile} ${kept.data.name}</label></div>`;
  return html`<div class="question"><label for="value">${heading}</label></div><p class="hint" id="hint">${file?.hint}</p>${error}${keep}<div class="field"><input type="file" id="value" name="value"${attribute('accept', file?.accept.join(','))} aria-describedby="${described}"${state(error !== undefined)}></div>`;
}

function line({ type, unit, prefill }: Question, heading: Html, error: Html | undefined, words: PageWords): Html {
  const hint = type === 'time' ? words.timeHint : unit;
  const described = [hint === undefined ? [] : ['hint'], error ? ['error'] : []].flat().join(' ');
  const more = html`${attribute('aria-describedby', described || undefined)}${state(error !== undefined)}`;
  const value = typeof prefill === 'string' || typeof prefill === 'number' ? String(prefill) : '';
  const attributes = Object.entries(LINES[type] ?? {}).map(([name, content]) => attribute(name, content));
  const field =
    type === 'text'
      ? html`<textarea id="value" name="value" rows="3" autocomplete="off"${more}>
${value}</textarea>`
      : html`<input id="value" name="value"${attributes}${more} value="${value}">`;
  const note = hint === undefined ? undefined : html`<p class="hint" id="hint">${hint}</p>`;
  return html`<div class="question"><label for="value">${heading}</label></div>${note}${error}<div class="field">${field}</div>`;
}

const state = (invalid: boolean) => attribute('aria-invalid', invalid ? 'true' : undefined);

/** The text of a step in one line, for the title of the page. */
export const titleOf = ({ node, script }: Screen): string => plainText(node.text) || script.title;
