export { engines, servers, type TestDatabase, type TestEngine } from './test-engine.js';
