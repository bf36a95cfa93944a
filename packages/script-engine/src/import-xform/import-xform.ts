import { type Diagnostic, Diagnostics, readXml } from '@caruso/language';
import { checkScript } from '../check/check-script.js';
import { formatScript } from '../format/format-script.js';
import type { Form } from './form/form.js';
import { attributeOf } from './form/local-name.js';
import { readForm } from './form/read-form.js';
import { decideCarriers } from './write/carriers.js';
import { ChoiceReader } from './write/choices.js';
import { FormNames } from './write/form-names.js';
import type { ImportContext } from './write/import-context.js';
import { ImportReport } from './write/import-report.js';
import { languageTags } from './write/languages.js';
import { type Markup, markup, toXml } from './write/markup.js';
import { NameRegistry } from './write/name-registry.js';
import { SectionWriter } from './write/sections.js';
import { texts } from './write/texts.js';
import { computedValue } from './write/values.js';
import { literal, Wordings } from './write/wordings.js';

/** An XForm as a dialog script. */
export interface ImportedForm {
  /** The script. It has no errors. */
  readonly text: string;
  /** What of the form it does not have, or has otherwise, with places in the form. */
  readonly diagnostics: readonly Diagnostic[];
  /** How the script calls the values of the form, by their paths: `/data/age` is `answers.age`. */
  readonly names: ReadonlyMap<string, string>;
}

/** A form is seen, and it has more choices than a telephone has keys. */
const CHANNELS = 'agent web chat email';

/**
 * Makes a dialog script of an XForm as ODK and JavaRosa have them.
 *
 * @param text the form
 * @param file its name, for messages
 * @param options `language` is that of texts for which the form names none, `en` when left out
 * @throws LanguageErrors.InvalidDocument when it is not well-formed, no form, or has something without which the dialog would
 * be another one than the form
 *
 * @example
 * ```ts
 * const { text, diagnostics } = importXForm(readFileSync('household.xml', 'utf8'), 'household.xml');
 * ```
 */
export function importXForm(text: string, file: string, options: { readonly language?: string } = {}): ImportedForm {
  const document = readXml(text, file);
  const diagnostics = new Diagnostics(document.source);
  const form = readForm(document, diagnostics);
  diagnostics.throwIfErrors();
  if (!form) throw new TypeError('a form that cannot be read has errors');
  const ids = new NameRegistry();
  const context = contextOfForm(form, new ImportReport(diagnostics), ids, options.language ?? 'en');
  const script = toXml(writeScript(context, ids));
  diagnostics.throwIfErrors();
  const formatted = formatScript(`<?xml version="1.0" encoding="UTF-8"?>\n${script}`, file);
  // What the checker refuses was said in a way that no place in the form explains; better none than a wrong script.
  for (const { severity, code, message } of checkScript(formatted, file)) {
    if (severity === 'error')
      diagnostics.error('not-importable', `The script would be wrong: ${code}, ${message}`, form.data.tag);
  }
  diagnostics.throwIfErrors();
  return { text: formatted, diagnostics: diagnostics.all, names: namesOf(context) };
}

function contextOfForm(form: Form, report: ImportReport, ids: NameRegistry, own: string): ImportContext {
  const carriers = decideCarriers(form, ids, report);
  const choices = new ChoiceReader(report);
  const names: FormNames = new FormNames(
    form,
    carriers,
    report,
    (control) => choices.codes(control, names),
    (node) => computedValue(form, node, names, report),
  );
  const tags = languageTags(form.languages.length > 0 ? form.languages : [own], own);
  return { form, report, names, choices, wordings: new Wordings(form, names.translator, report, tags) };
}

function writeScript(context: ImportContext, ids: NameRegistry): Markup {
  const { form, wordings, report } = context;
  const [lang = 'en', ...others] = wordings.languages;
  const items = new SectionWriter(context, ids).write();
  if (!report.hasErrors && items.every(({ name }) => name === 'let'))
    report.refuse('not-importable', 'Nothing in this form can be asked or told', form.data.tag);
  const thanks = wordings.everywhere([literal(form.title)]) ?? new Map();
  const word = (name: string) =>
    attributeOf(form.data, name)
      ?.value.trim()
      .replace(/[^\p{L}\p{N}_.-]+/gu, '-');
  return markup(
    'script',
    {
      id: (word('id') || form.root.name).replace(/^(?=[^\p{L}_])/u, '_'),
      version: word('version') || '1',
      lang,
      languages: others.length > 0 ? wordings.languages.join(' ') : undefined,
      title: form.title,
      on: CHANNELS,
    },
    ...others.map((tag) => markup('title', { lang: tag }, form.title)),
    ...items,
    markup('end', { id: ids.take('end', 'the_end'), outcome: 'completed' }, ...texts(thanks, wordings.languages)),
  );
}

function namesOf({ form, names }: ImportContext): ReadonlyMap<string, string> {
  const called = [...form.nodes.values()].flatMap((node): [string, string][] => {
    const carrier = names.carrier(node);
    if (carrier.kind === 'none') return [];
    return [[node.path, carrier.kind === 'answer' ? `answers.${carrier.name}` : carrier.name]];
  });
  const repeats = [...form.nodes.values()].flatMap((node): [string, string][] => {
    const rounds = names.rounds(node);
    return rounds ? [[node.path, `answers.${rounds.id}`]] : [];
  });
  return new Map([...called, ...repeats]);
}
