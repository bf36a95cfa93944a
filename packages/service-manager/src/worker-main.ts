import { parentPort, workerData } from 'node:worker_threads';
import { serveWorker } from './worker/serve-worker.js';

// The file a worker thread starts with.
if (parentPort) serveWorker(parentPort, workerData);
