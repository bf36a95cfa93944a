import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ContactCentreErrors } from '../../errors.js';

/**
 * The script that pages embed, as this package's build made it; found from the sources and from `dist`.
 *
 * @throws ContactCentreErrors.WidgetNotBuilt
 */
export function builtWidget(): Buffer {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  const file = join(folder, 'dist', 'widget', 'widget.js');
  if (!existsSync(file)) throw new ContactCentreErrors.WidgetNotBuilt({ file });
  return readFileSync(file);
}
