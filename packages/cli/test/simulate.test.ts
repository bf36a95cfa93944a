import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

const team = (id: string, agents: number) =>
  `<team id="${id}" agents="${agents}"><serves queue="service"/><works from="08:00" until="10:00"/></team>`;
const staffing = (teams: string) => `<staffing id="monday">
  <queue id="service" within="20s" target="80">
    <handling mean="4m"/>
    <patience mean="5m"/>
    <contacts from="08:00" until="09:00" expected="100"/>
    <contacts from="09:00" until="10:00" expected="60"/>
  </queue>
  ${teams}
</staffing>`;

let folder: string;
let monday: string;
let two: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-simulate-'));
  [monday, two] = [join(folder, 'monday.xml'), join(folder, 'two.xml')];
  await writeFile(monday, staffing(team('front', 6)));
  await writeFile(two, staffing(team('front', 3) + team('back', 3)));
});
afterAll(() => rm(folder, { recursive: true }));

describe('caruso simulate', () => {
  it('says what service a staffing brings, with intervals', async () => {
    const { code, out } = await caruso(['simulate', monday, '--runs', '10']);
    expect(code).toBe(EXIT.ok);
    expect(out).toMatch(/^queue +a day +answered within +service level +target +ASA +abandoned +longest wait$/m);
    expect(out).toMatch(
      /^service +1\d\d +20 s +[\d.]+ % \([\d.]+ to [\d.]+\) +80 % missed +[\d.]+ s \([\d.]+ to [\d.]+\)/m,
    );
    expect(out).toMatch(/^front +6 +[\d.]+ % \([\d.]+ to [\d.]+\)$/m);
    expect(out).toMatch(/^monday: 10 days simulated/m);
  });

  it('says the same again with the same seed, and something else with another', async () => {
    const run = async (...more: string[]) => (await caruso(['simulate', monday, '--runs', '3', '--json', ...more])).out;
    expect(await run()).toBe(await run());
    expect(await run('--seed', 'other')).not.toBe(await run());
  });

  it('finds the least agents for a target', async () => {
    const { code, out } = await caruso(['simulate', monday, '--runs', '10', '--target', '80/20', '--json']);
    expect(code).toBe(EXIT.ok);
    const found = JSON.parse(out) as {
      leastAgents: number;
      queues: { serviceLevel: { low: number; value: number; high: number } }[];
      teams: { agents: number }[];
    };
    expect(found.leastAgents).toBeGreaterThan(6);
    expect(found.leastAgents).toBeLessThan(14);
    expect(found.teams).toMatchObject([{ agents: found.leastAgents }]);
    expect(found.queues[0]?.serviceLevel.low).toBeGreaterThanOrEqual(0.8);
  });

  describe('of a recorded day', () => {
    const document = (inside: string, agents: number) => `<staffing id="yesterday">
  <queue id="service">${inside}</queue>
  <recorded id="monday" file="monday.csv"/>
  <team id="front" agents="${agents}"><serves queue="service"/><works from="08:00" until="10:00"/></team>
</staffing>`;
    const write = async (inside: string, agents: number, recording: string) => {
      const file = join(folder, 'yesterday.xml');
      await writeFile(file, document(inside, agents));
      await writeFile(join(folder, 'monday.csv'), recording);
      return file;
    };
    const day = (...rest: readonly string[]) =>
      ['arrived,queue,patience,wait,talk', ...rest.map((line, index) => `${28_800 + 10 * index},service,${line}`)].join(
        '\n',
      );

    it('says of one day how it would have been, without intervals, when nothing is left to chance', async () => {
      const file = await write('', 1, day(',0,100', ',30,60'));
      const { code, out } = await caruso(['simulate', file]);
      expect(code).toBe(EXIT.ok);
      expect(out).toMatch(/^service +2 +20 s +50 % +80 % missed +45 s +0 % +90 s$/m);
      expect(out).toMatch(/^front +1 +[\d.]+ %$/m);
      expect(out).toContain('1 day simulated; nothing is left to chance, so there are no intervals');
      const json = JSON.parse((await caruso(['simulate', file, '--json'])).out) as Record<string, unknown>;
      expect(json).toMatchObject({ certain: true, runs: 1, queues: [{ offered: 2, serviceLevel: { value: 0.5 } }] });
      expect(JSON.stringify(json)).not.toMatch(/low|high|confidence|seed/);
    });

    it('draws what the recording does not say, and then says how sure it is', async () => {
      const file = await write('<handling mean="1m"/><patience mean="2m"/>', 1, day(',0,100', ',30,60', '25,,'));
      const { out } = await caruso(['simulate', file, '--runs', '5']);
      expect(out).toMatch(/^service +3 +20 s +[\d.]+ % \([\d.]+ to [\d.]+\)/m);
      expect(out).toContain('5 days simulated');
    });

    it('says so when who did not give up waits for ever, and of what patience the recording speaks', async () => {
      const file = await write('<handling mean="1m" law="fixed"/>', 1, day(',0,100', ',30,60', '25,,'));
      const hint = 'which is too kind to fewer agents; the recording speaks for <patience mean="55s"/>';
      expect((await caruso(['simulate', file])).out).toContain(hint);
      const json = JSON.parse((await caruso(['simulate', file, '--json'])).out) as Record<string, unknown>;
      expect(json.endlessPatience).toEqual([{ queue: 'service', recordedMean: 55 }]);
      const said = await write('<handling mean="1m" law="fixed"/><patience mean="55s"/>', 1, day(',0,100', '25,,'));
      expect((await caruso(['simulate', said])).out).not.toContain('too kind');
    });

    it('finds the least agents with which that day would have gone well', async () => {
      const file = await write('', 1, day(',0,100', ',0,100', ',0,100', ',0,100'));
      const { out } = await caruso(['simulate', file, '--target', '80/5']);
      expect(out).toMatch(/^front needs 4 agents\.$/m);
    });

    it('names what is wrong in a recording with its place', async () => {
      const file = await write('', 1, `${day(',0,100')}\n8 h,service,,,\n28900,sevrice,,,`);
      const { code, err, out } = await caruso(['simulate', file]);
      expect(code).toBe(EXIT.failed);
      expect(`${err}${out}`).toMatch(/yesterday\.xml is not valid: .*monday\.csv:3:1 bad-time/);
      expect(`${err}${out}`).toMatch(
        /monday\.csv:4:7: error no-queue: 'sevrice' is no queue here \(did you mean 'service'/,
      );
    });
  });

  it('asks whose agents are counted when there are several teams', async () => {
    const asked = await caruso(['simulate', two, '--target', '80/20']);
    expect(asked.code).toBe(EXIT.failed);
    expect(asked.err).toContain('CRS-CLI-060: Say whose agents are to be counted with --team: front, back.');
    const misspelt = await caruso(['simulate', two, '--target', '80/20', '--team', 'bakc']);
    expect(misspelt.err).toContain("did you mean 'back'");
    const found = await caruso(['simulate', two, '--runs', '4', '--target', '80/20', '--team', 'back']);
    expect(found.out).toMatch(/^back needs \d+ agents\.$/m);
  });

  it('names what is wrong in a document with its place, and a command line that makes no sense', async () => {
    const broken = join(folder, 'broken.xml');
    await writeFile(broken, staffing(team('front', 6)).replace('"4m"', '"4 min"'));
    const { code, err, out } = await caruso(['simulate', broken]);
    expect(code).toBe(EXIT.failed);
    expect(`${err}${out}`).toMatch(/broken\.xml:3:21/);
    expect((await caruso(['simulate', monday, '--target', '80'])).code).toBe(EXIT.usage);
    expect((await caruso(['simulate', monday, '--runs', '1'])).code).toBe(EXIT.usage);
    expect((await caruso(['simulate', join(folder, 'none.xml')])).err).toContain('CRS-CLI-004');
  });
});
