export { engines, servers, type TestDatabase, type TestEngine, titleOf } from './test-engine.js';
