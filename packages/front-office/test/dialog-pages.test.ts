import { fileURLToPath } from 'node:url';
import { Dialogs } from '@caruso/script-engine/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from './border.js';
import { type Company, Desk, startCompany } from './company.js';

let company: Company;
beforeAll(async () => {
  company = await startCompany({}, undefined, { scripts: fileURLToPath(new URL('pages-company', import.meta.url)) });
});
afterAll(() => company.running.stop());

/** A browser without any script: it follows forms and redirects, and keeps its cookie. */
class Visitor {
  #cookie = '';
  page = '';
  path = '';
  status = 0;

  async open(path: string, init: RequestInit = {}): Promise<this> {
    const headers = { accept: 'text/html', cookie: this.#cookie, ...init.headers };
    const answer = await fetch(`${company.url}${path}`, { ...init, headers, redirect: 'manual' });
    const [cookie] = answer.headers.getSetCookie();
    if (cookie) this.#cookie = cookie.split(';')[0] ?? '';
    const location = answer.headers.get('location');
    if (answer.status === 303 && location) return this.open(location);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    [this.page, this.path, this.status] = [await answer.text(), path, answer.status];
    return this;
  }

  get(path: string): Promise<Response> {
    return fetch(`${company.url}${path}`, { headers: { accept: 'text/html', cookie: this.#cookie } });
  }

  send(
    fields: Readonly<Record<string, string | readonly string[]>>,
    path = this.path.split('?')[0] ?? '',
  ): Promise<this> {
    const body = new URLSearchParams(this.hidden);
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    return this.open(path, { method: 'POST', body });
  }

  /** Sends the form of a question for a file, as browsers do. */
  sendFile(
    name: string,
    content: BlobPart,
    fields: Readonly<Record<string, string>> = { do: 'answer' },
  ): Promise<this> {
    const body = new FormData();
    for (const [field, value] of Object.entries({ ...this.hidden, ...fields })) body.append(field, value);
    body.append('value', new Blob([content], { type: 'image/png' }), name);
    return this.open(`${this.path.split('?')[0]}/file`, { method: 'POST', body });
  }

  answer(fields: Readonly<Record<string, string | readonly string[]>>): Promise<this> {
    return this.send({ ...fields, do: 'answer' });
  }

  get hidden(): Record<string, string> {
    const inputs = this.page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g);
    return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value]));
  }

  get heading(): string {
    return /<h1>(.*?)<\/h1>/s.exec(this.page)?.[1]?.replace(/<[^>]*>/g, '') ?? '';
  }
}

const png = (more = '') => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(more)]);
const begun = async () => (await new Visitor().open('/dialog')).send({ script: 'all' });
const atFirst = async () => (await begun()).send({ do: 'next' });
const dialogOf = ({ path }: Visitor) => path.split('/').at(-1) ?? '';

describe('self-service without scripts', () => {
  it('leads through every type of question to the end', async () => {
    const visitor = await begun();
    expect(visitor.page).toContain('<h1>Welcome to <strong>everything</strong> &amp; more.</h1>');
    await visitor.send({ do: 'next' });
    await visitor.answer({ value: 'b' });
    expect(visitor.page).toContain('X &lt;i&gt;');
    await visitor.answer({ value: ['x', 'y'] });
    await visitor.answer({ value: 'true' });
    await visitor.answer({ value: '<script>alert(1)</script>' });
    await visitor.answer({ value: '250.5' });
    expect(visitor.page).toContain('Is that not much?');
    await visitor.answer({ value: '250.5' });
    await visitor.answer({ day: '1', month: '7', year: '2026' });
    await visitor.answer({ value: '7:30' });
    await visitor.answer({ value: 'kim@example.org' });
    await visitor.answer({ street: 'Elm', houseNumber: '5', postalCode: '12345', city: 'Town' });
    await visitor.sendFile('wall.png', png('a photo of the wall, from the left, with the whole of the damage'));
    await visitor.sendFile('', '');
    expect(visitor.page).toContain('<h1>Thank you: &lt;script&gt;alert(1)&lt;/script&gt;</h1>');
    expect(visitor.page).not.toContain('<script');
  });

  it('says what is wrong at the top, in the title and at the field, and keeps what was entered', async () => {
    const visitor = await atFirst();
    await visitor.answer({});
    expect(visitor.page).toContain('<title>Error: Which one? – All questions – ');
    expect(visitor.page).toContain('<a href="#value-0">Please answer this question.</a>');
    await visitor.answer({ value: 'a' });
    await visitor.answer({});
    await visitor.answer({ value: 'false' });
    await visitor.answer({ value: 'w' });
    await visitor.answer({ value: '1' });
    await visitor.answer({ day: '31', month: '2', year: '2026' });
    expect(visitor.page).toContain('name="day" inputmode="numeric" autocomplete="off" value="31" aria-invalid="true"');
    expect(visitor.page).toContain('value="2026"');
  });

  it('goes back, jumps off, and gives up', async () => {
    const visitor = await (await atFirst()).answer({ value: 'a' });
    await visitor.send({ do: 'back' });
    expect(visitor.heading).toBe('Which one?');
    expect(visitor.page).toContain('value="a" checked');
    await visitor.send({ do: 'branch:human' });
    expect(visitor.heading).toBe('Somebody will call you.');
    const other = await (await atFirst()).send({ do: 'cancel' });
    expect(other.heading).toBe('This has been given up.');
  });

  it('shows the present step when a form of an earlier one is sent, and takes the same form twice once', async () => {
    const visitor = await atFirst();
    const { step = '' } = visitor.hidden;
    await visitor.answer({ value: 'a' });
    const twice = new URLSearchParams({ ...visitor.hidden, step, value: 'a', do: 'answer' });
    await visitor.open(visitor.path, { method: 'POST', body: twice });
    expect(visitor.heading).toContain('Which of them?');
    const late = new URLSearchParams({ ...visitor.hidden, step, value: 'b', do: 'answer' });
    await visitor.open(visitor.path, { method: 'POST', body: late });
    expect(visitor.page).toContain('This has gone on in the meantime.');
    expect(visitor.heading).toContain('Which of them?');
  });

  it('speaks the language of the browser', async () => {
    const headers = { 'accept-language': 'de-DE,de;q=0.9' };
    const visitor = await new Visitor().open('/dialog', { headers });
    expect(visitor.page).toContain('<html lang="de-DE">');
    await visitor.send({ script: 'all', language: 'de-DE' });
    expect(visitor.heading).toBe('Willkommen.');
  });

  it('refuses forms without the token of the session, and shows nobody the dialog of another', async () => {
    const visitor = await atFirst();
    await visitor.open(visitor.path, {
      method: 'POST',
      body: new URLSearchParams({ ...visitor.hidden, csrf: 'guessed', value: 'a', do: 'answer' }),
    });
    expect(visitor.status).toBe(403);
    expect(visitor.heading).toBe('That did not work');
    const other = await new Visitor().open('/dialog');
    await other.open(visitor.path);
    expect(other.status).toBe(404);
    await other.open('/dialog');
    await other.send({ step: 's3', do: 'answer', value: 'a' }, visitor.path);
    expect(other.status).toBe(404);
  });

  it('refuses forms that are too large, and answers that are none', async () => {
    const visitor = await atFirst();
    await visitor.answer({ value: 'x'.repeat(100_000) });
    expect(visitor.page).toContain('Please choose one of the given answers.');
    const { path } = visitor;
    await visitor.answer({ value: 'x'.repeat(300_000) });
    expect(visitor.status).toBe(413);
    await visitor.open(path);
    await visitor.send({ do: 'fly' });
    expect(visitor.heading).toBe('Which one?');
  });

  it('logs customers in and out, and begins a new session with it', async () => {
    const visitor = await new Visitor().open('/dialog');
    const { csrf } = visitor.hidden;
    await visitor.send({ login: 'kim', password: 'wrong' }, '/dialog/log-in');
    expect(visitor.status).toBe(401);
    await visitor.open('/dialog');
    await visitor.send({ login: 'kim', password: PASSWORD }, '/dialog/log-in');
    expect(visitor.page).toContain('action="/dialog/log-out"');
    expect(visitor.hidden.csrf).not.toBe(csrf);
    await visitor.send({}, '/dialog/log-out');
    expect(visitor.page).toContain('action="/dialog/log-in"');
  });
});

describe('a question for a file', () => {
  const long = 'with enough of it to be no doubt, and then some more of it, to be sure of that as well';
  const atPhoto = async () => {
    const visitor = await new Visitor().open('/dialog');
    await visitor.send({ script: 'all' });
    await visitor.send({ do: 'next' });
    const answers = [{ value: 'a' }, {}, { value: 'true' }, { value: 'w' }, { value: '1' }];
    for (const fields of answers) await visitor.answer(fields);
    await visitor.answer({ day: '1', month: '7', year: '2026' });
    await visitor.answer({ value: '7:30' });
    await visitor.answer({ value: 'kim@example.org' });
    await visitor.answer({ street: 'Elm', houseNumber: '5', postalCode: '12345', city: 'Town' });
    return visitor;
  };

  it('says what it takes, refuses what it does not take, and asks again', async () => {
    const visitor = await atPhoto();
    expect(visitor.page).toContain('enctype="multipart/form-data"');
    expect(visitor.page).toContain('<p class="hint" id="hint">PNG, PDF, at most 300 kB</p>');
    expect(visitor.page).toContain('accept="image/png,application/pdf" aria-describedby="hint"');
    const said = async (name: string, content: BlobPart) =>
      /id="error">(.*?)<\/p>/.exec((await visitor.sendFile(name, content)).page)?.[1];
    expect(await said('', '')).toBe('Please answer this question.');
    expect(await said('wall.png', '<script>alert(1)</script>')).toBe(
      'Please choose a file of one of these types: PNG, PDF.',
    );
    expect(await said('wall.png', png('x'.repeat(300_000)))).toBe('Please choose a smaller file, of at most 300 kB.');
    expect(await said('wall.png', png('x'.repeat(11_000_000)))).toBe(
      'Please choose a smaller file, of at most 300 kB.',
    );
    expect(visitor.heading).toBe('A photo?');
  });

  it('offers what was sent, gives it back as a file to be saved, and nobody else gets it', async () => {
    const visitor = await atPhoto();
    await visitor.sendFile('Wänd „1“.png', png('small'));
    expect(visitor.page).toContain('Is that all?');
    const kept = /name="kept" value="([^"]+)" checked><label for="kept">Keep (.*?)<\/label>/.exec(visitor.page);
    expect(kept?.[2]).toBe('Wänd „1“.png');
    await visitor.sendFile('', '', { do: 'answer', kept: kept?.[1] ?? '' });
    expect(visitor.heading).toContain('A paper?');
    const [, path = ''] = /<dd><a href="([^"]+)" download>Wänd „1“.png \(1 kB\)<\/a><\/dd>/.exec(visitor.page) ?? [];
    const file = await visitor.get(path);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^attachment; filename=".*"; filename\*=UTF-8''W%C3%A4nd/),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    expect(Buffer.from(await file.arrayBuffer()).equals(png('small'))).toBe(true);
    const stranger = await new Visitor().open('/dialog');
    expect((await stranger.get(path)).status).toBe(404);
    expect((await new Visitor().get(path)).status).toBe(401);
  });

  it('refuses a form without the token of its session, with more than one file, and with too many fields', async () => {
    const visitor = await atPhoto();
    const { path } = visitor;
    await visitor.sendFile('wall.png', png(long), { do: 'answer', csrf: 'guessed' });
    expect(visitor.status).toBe(403);
    const post = (body: FormData) => visitor.open(`${path}/file`, { method: 'POST', body });
    await visitor.open(path);
    const two = new FormData();
    for (const name of ['a.png', 'b.png']) two.append('value', new Blob([png()]), name);
    expect((await post(two)).status).toBe(413);
    const many = new FormData();
    for (let at = 0; at < 30; at++) many.append(`f${at}`, 'x');
    expect((await post(many)).status).toBe(413);
    await visitor.open(`${path}/file`, {
      method: 'POST',
      body: 'no parts',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(visitor.status).toBe(400);
  });

  it('is answered from the desktop as well, where a private paper of the customer is not shown', async () => {
    const visitor = await atPhoto();
    await visitor.sendFile('wall.png', png(long));
    await visitor.sendFile('passport.pdf', '%PDF-1.7');
    const dialog = dialogOf(visitor);
    const dialogs = company.running.get(Dialogs);
    const { trail } = await dialogs.show({ dialog, channel: 'web' });
    const [photo, paper] = trail.flatMap(({ file }) => file?.file ?? []);
    await dialogs.show({ dialog, channel: 'agent', who: 'agent1' });
    const agent = await new Desk(company.url).open('agent1');
    const fileOf = (file = '') => agent.request('GET', `/api/dialogs/${dialog}/files/${file}`);
    expect((await fileOf(photo)).status).toBe(200);
    expect((await fileOf(paper)).status).toBe(404);
    const { body: begin } = await agent.post('/api/dialogs', { script: 'all' });
    const content = png(long).toString('base64');
    const wrong = await agent.post(`/api/dialogs/${begin.dialog}/attach`, { step: begin.step, name: 'x.png', content });
    expect(wrong.status).toBe(409);
    const large = { step: begin.step, name: 'x.png', content: 'A'.repeat(14_200_000) };
    expect((await agent.post(`/api/dialogs/${begin.dialog}/attach`, large)).status).toBe(413);
  });
});

describe('a dialog that an agent hands to the web', () => {
  it('lets an agent correct an earlier answer, and nobody else', async () => {
    const agent = await new Desk(company.url).open('agent1');
    const begin = (await agent.post('/api/dialogs', { script: 'all' })).body;
    const at = `/api/dialogs/${begin.dialog}`;
    const shown = (await agent.post(`${at}/next`, { step: begin.step })).body;
    const now = (await agent.post(`${at}/answer`, { step: shown.step, value: 'b' })).body;
    const entry = now.trail.findIndex(({ answer }: { answer?: string }) => answer === 'Bread');
    const stranger = await new Desk(company.url).open('agent2');
    expect((await stranger.post(`${at}/correct`, { step: now.step, entry })).status).toBe(404);
    const asked = (await agent.post(`${at}/correct`, { step: now.step, entry })).body;
    expect([asked.node.id, asked.node.question.prefill]).toEqual([shown.node.id, 'b']);
    expect((await agent.post(`${at}/correct`, { step: now.step, entry: -1 })).status).toBe(400);
  });

  it('goes on by a link that a customer uses up with a button, and comes back to an agent', async () => {
    const agent = await new Desk(company.url).open('agent1');
    const begin = (await agent.post('/api/dialogs', { script: 'all' })).body;
    const shown = (await agent.post(`/api/dialogs/${begin.dialog}/next`, { step: begin.step })).body;
    await agent.post(`/api/dialogs/${begin.dialog}/answer`, { step: shown.step, value: 'b' });
    const stranger = await new Desk(company.url).open('agent2');
    expect((await stranger.post(`/api/dialogs/${begin.dialog}/link`)).status).toBe(404);
    const { path } = (await agent.post(`/api/dialogs/${begin.dialog}/link`)).body;

    const visitor = await new Visitor().open(path);
    expect(visitor.heading).toBe('Go on with your request');
    await visitor.send({});
    expect(visitor.heading).toContain('Which of them?');
    expect(visitor.page).toContain('<dt>Which one?</dt><dd>Bread</dd>');
    expect((await agent.get(`/api/dialogs/${begin.dialog}`)).status).toBe(404);

    const second = await new Visitor().open(path);
    await second.send({});
    expect(second.status).toBe(404);
    expect(second.page).toContain('This link opens no dialog');
    const dialogs = company.running.get(Dialogs);
    const back = await dialogs.show({ dialog: dialogOf(visitor), channel: 'agent', who: 'agent2' });
    expect(back.trail.map(({ answer }) => answer)).toContain('Bread');
  });
});
