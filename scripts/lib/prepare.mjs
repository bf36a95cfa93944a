import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { step } from './step.mjs';
import { pnpm, root, workspacePackages } from './workspace.mjs';

const installStamp = join(root, 'node_modules', '.caruso-install');
const buildStamp = join(root, 'node_modules', '.caruso-build.json');

/** Installs and builds whatever changed since the last time; returns at once when nothing did. */
export async function prepare() {
  await install();
  await build();
}

async function install() {
  const inputs = ['pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((name) => readFileSync(join(root, name)));
  // Native modules belong to one platform and one Node.js line.
  const stamp = digest([...inputs, process.platform, process.arch, process.versions.modules]);
  if (existsSync(installStamp) && readFileSync(installStamp, 'utf8') === stamp) return;
  await step('Installing dependencies', 'npx', [...pnpm, 'install', '--frozen-lockfile']);
  mkdirSync(dirname(installStamp), { recursive: true });
  writeFileSync(installStamp, stamp);
}

/** Builds the packages whose sources, or whose dependencies' sources, changed. */
async function build() {
  const wanted = buildStamps();
  const built = existsSync(buildStamp) ? JSON.parse(readFileSync(buildStamp, 'utf8')) : {};
  const stale = workspacePackages().filter(
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

function buildStamps() {
  const shared = ['tsup.base.ts', 'tsconfig.base.json', 'pnpm-lock.yaml'].map((name) => readFileSync(join(root, name)));
  const packages = new Map(workspacePackages().map((it) => [it.name, it]));
  const stamps = {};
  const stampOf = (name) => {
    if (stamps[name] === undefined) {
      const { folder, dependencies } = packages.get(name);
      stamps[name] = digest([...shared, ...sourcesOf(folder), ...dependencies.map(stampOf)]);
    }
    return stamps[name];
  };
  for (const name of packages.keys()) stampOf(name);
  return stamps;
}

/** Path and content of every file of a package that can change what its build makes. */
function* sourcesOf(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!['node_modules', 'dist', 'test'].includes(entry.name)) yield* sourcesOf(path);
    } else if (!/\.test\.tsx?$|\.md$|\.db(-\w+)?$/.test(entry.name)) {
      yield path.slice(root.length);
      yield readFileSync(path);
    }
  }
}

function digest(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}
