/** What a mail of the benchmark is: a new matter, a further mail in one, or the same one once more. */
export interface Letter {
  readonly kind: 'new' | 'reply' | 'duplicate';
  readonly id: string;
  readonly from: string;
  /** The id of the mail by which its matter began. */
  readonly matter: string;
  readonly raw: string;
}

/** How far behind a mail it answers, or repeats, another one is: further than mails on their way can overtake each other. */
const BEHIND = 100;
const PARAGRAPH = 'The meter in our cellar shows another figure than your bill, and I would like to know why. ';

/** So many mails of customers: every fourth goes on with a matter, every fiftieth comes twice, every twentieth has a file. The last is new. */
export function letters(count: number): readonly Letter[] {
  const written: Letter[] = [];
  for (let number = 0; number < count; number++) {
    const earlier = number === count - 1 ? undefined : written[number - BEHIND];
    if (earlier?.kind === 'new' && number % 50 === 49) written.push({ ...earlier, kind: 'duplicate' });
    else written.push(letter(number, earlier?.kind === 'new' && number % 4 === 3 ? earlier : undefined));
  }
  return written;
}

function letter(number: number, answered: Letter | undefined): Letter {
  const id = `<${number}@customers.test>`;
  const from = answered?.from ?? `customer-${number}@customers.test`;
  const text = `${PARAGRAPH.repeat(1 + (number % 20))}\r\n`;
  const headers = [
    `From: Customer ${number} <${from}>`,
    'To: service@works.test',
    `Subject: ${answered ? 'Re: ' : ''}My bill`,
    `Message-ID: ${id}`,
    'Date: Sat, 28 Mar 2026 22:00:00 +0100',
    ...(answered ? [`In-Reply-To: ${answered.id}`, `References: ${answered.id}`] : []),
    'MIME-Version: 1.0',
  ];
  const body = number % 20 === 0 ? withFile(text) : ['Content-Type: text/plain; charset=utf-8', '', text];
  const raw = [...headers, ...body].join('\r\n');
  return { kind: answered ? 'reply' : 'new', id, from, matter: answered?.matter ?? id, raw };
}

function withFile(text: string): readonly string[] {
  const file = Buffer.alloc(30_000, '%PDF-1.7 ').toString('base64').replace(/.{76}/g, '$&\r\n');
  return [
    'Content-Type: multipart/mixed; boundary=part',
    '',
    '--part\r\nContent-Type: text/plain; charset=utf-8\r\n',
    text,
    '--part\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="bill.pdf"\r\nContent-Transfer-Encoding: base64\r\n',
    file,
    '--part--',
    '',
  ];
}
