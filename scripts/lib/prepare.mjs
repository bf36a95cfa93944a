import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildStamps, digest } from './build-stamps.mjs';
import { step } from './step.mjs';
import { manifests, pnpm, root, workspacePackages } from './workspace.mjs';

const installStamp = join(root, 'node_modules', '.caruso-install');
const buildStamp = join(root, 'node_modules', '.caruso-build.json');

/** Installs and builds whatever changed since the last time; returns at once when nothing did. */
export async function prepare() {
  await install();
  await build();
}

async function install() {
  const inputs = [...['pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((name) => join(root, name)), ...manifests()];
  // Native modules belong to one platform and one Node.js line.
  const stamp = digest([
    ...inputs.map((path) => readFileSync(path)),
    process.platform,
    process.arch,
    process.versions.modules,
  ]);
  if (existsSync(installStamp) && readFileSync(installStamp, 'utf8') === stamp) return;
  await step('Installing dependencies', 'npx', [...pnpm, 'install', '--frozen-lockfile']);
  mkdirSync(dirname(installStamp), { recursive: true });
  writeFileSync(installStamp, stamp);
}

/** Builds the packages whose sources, or whose dependencies' sources, changed. */
async function build() {
  const packages = workspacePackages();
  const shared = ['tsup.base.ts', 'tsconfig.base.json', 'pnpm-lock.yaml'].map((name) => join(root, name));
  const wanted = buildStamps(packages, shared);
  const built = existsSync(buildStamp) ? JSON.parse(readFileSync(buildStamp, 'utf8')) : {};
  const stale = packages.filter(
    ({ name, folder }) => wanted[name] !== built[name] || !existsSync(join(folder, 'dist')),
  );
  if (stale.length === 0) return;
  const title = stale.length === 1 ? `Building ${stale[0].name}` : `Building ${stale.length} packages`;
  // pnpm orders the packages by their dependencies: declarations are made from the declarations they rest on.
  await step(title, 'npx', [
    ...pnpm,
    ...stale.flatMap(({ name }) => ['--filter', name]),
    '--recursive',
    'run',
    'build',
  ]);
  writeFileSync(buildStamp, JSON.stringify(wanted, null, 2));
}
