import { describe, expect, it } from 'vitest';
import type { SessionUser } from '../../../src/api-types.js';
import { homeOf, pageAfterLogin } from './home-of.js';

const user = (role: SessionUser['role']): SessionUser => ({ login: 'x', name: 'X', role });

describe('homeOf', () => {
  it('sends each role to its own screens', () => {
    expect(homeOf(user('agent'))).toBe('/agent');
    expect(homeOf(user('supervisor'))).toBe('/supervisor');
    expect(homeOf(user('administrator'))).toBe('/admin/services');
    expect(homeOf(user('customer'))).toBe('/service');
  });

  it('sends a stranger to the log-in', () => {
    expect(homeOf(null)).toBe('/login');
  });
});

describe('pageAfterLogin', () => {
  it('goes back to where the session ended', () => {
    expect(pageAfterLogin(user('customer'), '/service/dialogs/7')).toBe('/service/dialogs/7');
    expect(pageAfterLogin(user('supervisor'), '/supervisor?tab=report')).toBe('/supervisor?tab=report');
    expect(pageAfterLogin(user('administrator'), '/studio/modeler?model=a')).toBe('/studio/modeler?model=a');
  });

  it('goes home when the page belongs to another role', () => {
    expect(pageAfterLogin(user('agent'), '/supervisor')).toBe('/agent');
    expect(pageAfterLogin(user('supervisor'), '/studio/modeler')).toBe('/supervisor');
  });

  it('never leaves the application', () => {
    expect(pageAfterLogin(user('agent'), 'https://example.org/agent')).toBe('/agent');
    expect(pageAfterLogin(user('agent'), '//example.org')).toBe('/agent');
    expect(pageAfterLogin(user('agent'), '/agentx')).toBe('/agent');
  });
});
