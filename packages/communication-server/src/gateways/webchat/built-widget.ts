import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Log } from '@caruso/service-manager';
import { ContactCentreErrors } from '../../errors.js';

/** The script that pages embed, as this package's build made it; undefined without a build, and the log says so. */
export function builtWidget(log: Log): Buffer | undefined {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  const file = join(folder, 'dist', 'widget', 'widget.js');
  if (existsSync(file)) return readFileSync(file);
  log.warn(new ContactCentreErrors.WidgetNotBuilt({ file }).message);
  return undefined;
}
