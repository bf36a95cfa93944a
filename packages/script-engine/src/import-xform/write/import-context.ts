import type { Form } from '../form/form.js';
import type { ChoiceReader } from './choices.js';
import type { FormNames } from './form-names.js';
import type { ImportReport } from './import-report.js';
import type { Wordings } from './wordings.js';

/** What everything that writes a part of the script has at hand. */
export interface ImportContext {
  readonly form: Form;
  readonly report: ImportReport;
  readonly names: FormNames;
  readonly choices: ChoiceReader;
  readonly wordings: Wordings;
}
