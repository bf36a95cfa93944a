import {
  checkDocument,
  Diagnostics,
  didYouMean,
  elementsOf,
  readAttribute,
  readXml,
  type XmlElement,
} from '@caruso/language';
import { isMetric, type MetricId, metrics } from '../metrics/metrics.js';
import { type Grouping, groupings, type ReportDefinition } from './report-definition.js';
import { reportVocabulary } from './report-vocabulary.js';

/**
 * Reads a report document.
 *
 * @param file - the name that messages show
 * @throws LanguageErrors.InvalidDocument with everything that is wrong, each with its place. Besides the codes of
 *   `checkDocument`: `unknown-metric`, `duplicate-metric`, `unknown-grouping`.
 */
export function readReport(text: string, file: string): ReportDefinition {
  const { root, source } = readXml(text, file);
  const diagnostics = new Diagnostics(source);
  diagnostics.add(checkDocument({ root, source }, reportVocabulary));
  const definition = {
    id: textOf(root, 'id'),
    title: textOf(root, 'title'),
    groupBy: groupingsOf(root, diagnostics),
    columns: columnsOf(root, diagnostics),
  };
  diagnostics.throwIfErrors();
  return definition;
}

function groupingsOf(root: XmlElement, diagnostics: Diagnostics): readonly Grouping[] {
  const names = textOf(root, 'group-by').split(' ');
  const known = names.filter((name): name is Grouping => (groupings as readonly string[]).includes(name));
  for (const name of names.filter((other) => !(groupings as readonly string[]).includes(other))) {
    const hint = didYouMean(name, groupings) ?? `write any of ${groupings.join(', ')}`;
    diagnostics.error('unknown-grouping', `A report cannot be grouped by '${name}'`, placeOf(root, 'group-by'), hint);
  }
  return [...new Set(known)];
}

function columnsOf(root: XmlElement, diagnostics: Diagnostics): ReportDefinition['columns'] {
  const seen = new Set<MetricId>();
  return elementsOf(root, 'column').flatMap((column) => {
    const metric = textOf(column, 'metric');
    const place = placeOf(column, 'metric');
    if (!isMetric(metric)) {
      const hint = didYouMean(metric, Object.keys(metrics)) ?? `metrics are ${Object.keys(metrics).join(', ')}`;
      if (metric !== '') diagnostics.error('unknown-metric', `There is no metric '${metric}'`, place, hint);
      return [];
    }
    if (seen.has(metric)) diagnostics.error('duplicate-metric', `'${metric}' has a column already`, place);
    seen.add(metric);
    return [{ metric, label: readAttribute(reportVocabulary, column, 'label') ?? metrics[metric].label }];
  });
}

function textOf(element: XmlElement, name: string): string {
  return readAttribute(reportVocabulary, element, name) ?? '';
}

function placeOf(element: XmlElement, name: string): { readonly start: number; readonly end: number } {
  return element.attributes.get(name)?.slice ?? element.tag;
}
