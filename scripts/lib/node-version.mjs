/**
 * Stops with a plain message on a Node.js that is too old. Written in the JavaScript of 2018, and without imports,
 * so that an old Node.js can still read it and say so.
 */
export function requireNode(wanted) {
  const found = process.versions.node;
  const [wantedMajor, wantedMinor] = wanted.split('.').map(Number);
  const [major, minor] = found.split('.').map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  console.error(`CARUSO needs Node.js ${wanted} or newer; this is ${found} (${process.execPath}).`);
  console.error('Install a current Node.js from https://nodejs.org and run the same command again.');
  process.exit(1);
}
