// A wrapper in plain JavaScript, with nothing of CARUSO in it. To be called from there it takes a service as NATS knows it
// (ADR-32) whose metadata names a contract; in any other language it is the same few steps.
//
//   NATS_URL=127.0.0.1:4222 node legacy-stock.mjs

import { readFileSync } from 'node:fs';
import { Svcm } from '@nats-io/services';
import { connect } from '@nats-io/transport-node';

// The legacy system: lines of fixed width, as its nightly job writes them.
const LINES = ['0000004711SCHRAUBE M8         000120', '0000004712ZÄHLERTAFEL         000003'];
const articles = new Map(
  LINES.map((line) => [
    line.slice(0, 10).replace(/^0+/, ''),
    { name: line.slice(10, 30).trim(), pieces: Number(line.slice(30)) },
  ]),
);
const reservations = new Map();

const find = (article) =>
  articles.get(article) ?? refuse('not-found', 'UnknownArticle', `The store has no article "${article}".`, { article });

// What the operations of the contract do.
const operations = {
  level: ({ article }) => ({ article, ...find(article) }),

  reserve({ article, pieces, idempotencyKey }) {
    const done = reservations.get(idempotencyKey);
    if (done) return done;
    const found = find(article);
    if (found.pieces < pieces) {
      const message = `Of article ${article} there are ${found.pieces} left, which is less than ${pieces}.`;
      refuse('conflict', 'NotEnough', message, { article, left: found.pieces });
    }
    found.pieces -= pieces;
    const made = { reservation: `R${reservations.size + 1}`, left: found.pieces };
    reservations.set(idempotencyKey, made);
    return made;
  },
};

// Errors go out twice: as a code and a line for anybody, and as a document from which CARUSO makes an error of its own, whose
// kind says whether a later call may succeed.
const CODES = {
  UnknownArticle: 'CRS-STK-001',
  NotEnough: 'CRS-STK-002',
  BadInput: 'CRS-STK-003',
  Defect: 'CRS-STK-004',
};
const STATUS = { invalid: 400, 'not-found': 404, conflict: 409, internal: 500 };

class Refusal extends Error {
  constructor(document) {
    super(document.message);
    this.document = document;
  }
}

function refuse(kind, name, message, data) {
  throw new Refusal({ code: CODES[name], name, kind, message, data });
}

function answer(request, operation, schema) {
  try {
    request.respond(JSON.stringify(operation(readInput(request, schema))));
  } catch (thrown) {
    const { document } = thrown instanceof Refusal ? thrown : defect(thrown);
    request.respondError(STATUS[document.kind], document.message, JSON.stringify(document));
  }
}

function defect(thrown) {
  console.error(thrown); // for whoever looks after the wrapper; a caller has no use for it
  return { document: { code: CODES.Defect, name: 'Defect', kind: 'internal', message: 'The store failed.', data: {} } };
}

function readInput(request, schema) {
  try {
    const input = request.json();
    requireFit(input, schema, 'input');
    return input;
  } catch (thrown) {
    refuse('invalid', 'BadInput', thrown.message, {});
  }
}

// Of JSON Schema as much as this contract uses; a larger one is better checked by a library.
function requireFit(value, schema, place) {
  if (schema.type === 'object') {
    if (typeof value !== 'object' || value === null) throw new Error(`${place} must be an object`);
    for (const name of schema.required) if (!(name in value)) throw new Error(`${place}.${name} is missing`);
    for (const name of Object.keys(schema.properties))
      requireFit(value[name], schema.properties[name], `${place}.${name}`);
  } else if (schema.type === 'integer') {
    if (!Number.isInteger(value) || value < schema.minimum)
      throw new Error(`${place} must be a whole number from ${schema.minimum}`);
  } else if (typeof value !== 'string' || value.length < schema.minLength || value.length > schema.maxLength) {
    throw new Error(`${place} must be a text of ${schema.minLength} to ${schema.maxLength} characters`);
  }
}

// The service: one endpoint for each operation of the contract, and the contract's name in the metadata.
const contract = JSON.parse(readFileSync(new URL('stock.contract.json', import.meta.url), 'utf8'));
const connection = await connect({ servers: process.env.NATS_URL ?? '127.0.0.1:4222', maxReconnectAttempts: -1 });
const service = await new Svcm(connection).add({
  name: 'legacy-stock',
  version: '1.0.0',
  description: 'How many pieces of an article there are.',
  metadata: { caruso_contract: `${contract.name}@${contract.version}` },
});
const group = service.addGroup(process.env.STOCK_SUBJECTS ?? 'stock');
for (const [name, { input }] of Object.entries(contract.operations)) {
  group.addEndpoint(name, (problem, request) => problem ?? answer(request, operations[name], input));
}
await connection.flush(); // from here on the server knows the endpoints
console.log(service.info().id);

// What has been asked for is still answered.
process.once('SIGTERM', () => connection.drain());
