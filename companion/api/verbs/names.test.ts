import { describe, expect, it } from 'vitest';
import { generateName, labelValueFaults, nameFaults, qualifiedNameFaults } from './names';

const plain = { group: 'kubevirt.io', plural: 'virtualmachines', namespaced: true };
const namespaces = { group: '', plural: 'namespaces', namespaced: false };
const services = { group: '', plural: 'services', namespaced: true };
const roles = { group: 'rbac.authorization.k8s.io', plural: 'clusterroles', namespaced: false };

describe('names', () => {
  it.each([
    [plain, 'a'],
    [plain, 'a.b-c.9'],
    [plain, 'x'.repeat(253)],
    [namespaces, 'team-1'],
    [services, 'web'],
    [roles, 'system:node: everything'],
  ])('of %j may be %s', (kind, name) => {
    expect(nameFaults(kind, name)).toEqual([]);
  });

  it.each([
    [plain, 'A', /^a lowercase RFC 1123 subdomain must consist of/],
    [plain, 'a_b', /^a lowercase RFC 1123 subdomain/],
    [plain, '-a', /^a lowercase RFC 1123 subdomain/],
    [plain, 'a..b', /^a lowercase RFC 1123 subdomain/],
    [plain, 'x'.repeat(254), /^must be no more than 253 bytes$/],
    [namespaces, 'a.b', /^must not contain dots$/],
    [namespaces, 'x'.repeat(64), /^must be no more than 63 bytes$/],
    [services, '1web', /^a DNS-1035 label must consist of/],
    [roles, 'a/b', /^may not contain '\/'$/],
    [roles, '..', /^may not be '..'$/],
  ])('of %j may not be %s', (kind, name, why) => {
    expect(nameFaults(kind, name)[0]).toMatch(why);
  });

  it('are not tested in more than linear time', () => {
    const begun = performance.now();
    nameFaults(plain, `${'a-'.repeat(50_000)}!`);
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('are cut so that the random end fits', () => {
    expect(generateName('x'.repeat(80))).toMatch(/^x{58}[a-z0-9]{5}$/);
  });
});

describe('labels', () => {
  it.each(['app', 'example.com/app', 'A_b.c-d', 'x'.repeat(63)])('may be called %s', (key) => {
    expect(qualifiedNameFaults(key)).toEqual([]);
  });

  it.each([
    ['', 'name part must be non-empty'],
    ['/a', 'prefix part must be non-empty'],
    ['a/b/c', /^a qualified name must consist of/],
    ['Bad_/a', /^prefix part a lowercase RFC 1123 subdomain/],
    ['-a', /^name part must consist of/],
    ['x'.repeat(64), 'name part must be no more than 63 bytes'],
  ])('may not be called %s', (key, why) => {
    expect(qualifiedNameFaults(key)[0]).toMatch(why);
  });

  it('may be empty, but not end in a dash', () => {
    expect([labelValueFaults(''), labelValueFaults('a'), labelValueFaults('a-').length]).toEqual([[], [], 1]);
  });
});
