/**
 * Stops with a plain message on a Node.js that is too old, or is one of the releases between the lines we need. Written
 * in the JavaScript of 2018, and without imports, so that an old Node.js can still read it and say so.
 *
 * @param {readonly string[]} lines the first good release of each line; every line after the last is good
 */
export function requireNode(lines = ['20.19', '22.12']) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const releases = lines.map((line) => line.split('.').map(Number));
  const last = releases[releases.length - 1];
  if (major > last[0]) return;
  if (releases.some((release) => release[0] === major && minor >= release[1])) return;
  console.error(`CARUSO needs Node.js ${lines.join(' or ')}, or newer; this is ${process.versions.node}.`);
  console.error('Install a current Node.js from https://nodejs.org and run the same command again.');
  process.exit(1);
}
