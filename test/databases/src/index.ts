export { engines, servers, type TestEngine } from './test-engine.js';
