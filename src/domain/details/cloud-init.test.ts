import { describe, expect, it } from 'vitest';
import { cloudInitOf, credentialsOf } from './cloud-init';

const machine = (volume: object) => ({ spec: { template: { spec: { volumes: [{ name: 'root' }, { name: 'seed', ...volume }] } } } });

describe('cloudInitOf', () => {
  it('finds the data in the clear, encoded, or in a secret', () => {
    expect(cloudInitOf(machine({ cloudInitNoCloud: { userData: 'a' } }))?.userData).toBe('a');
    expect(cloudInitOf(machine({ cloudInitConfigDrive: { userDataBase64: 'w6k=' } }))?.userData).toBe('é');
    expect(cloudInitOf(machine({ cloudInitNoCloud: { secretRef: { name: 's' } } }))).toMatchObject({ userData: '', secret: 's' });
    expect(cloudInitOf(machine({}))).toBeUndefined();
  });
});

describe('credentialsOf', () => {
  it('reads user and password, quoted or not', () => {
    expect(credentialsOf('#cloud-config\nuser: fedora\npassword: "a: b"  # note\nchpasswd: { expire: False }\n')).toEqual({
      user: 'fedora',
      password: 'a: b',
    });
  });

  it('reads the list of chpasswd', () => {
    expect(credentialsOf('#cloud-config\nchpasswd:\n  list: |\n    root:secret\n  expire: false\n')).toEqual({
      user: 'root',
      password: 'secret',
    });
  });

  it('does not offer a hash to type', () => {
    expect(credentialsOf('#cloud-config\nuser: a\npassword: $6$x$y\n')).toEqual({ user: 'a', password: '' });
  });

  it('says nothing about scripts and empty data', () => {
    expect(credentialsOf('#!/bin/sh\npassword: x\n')).toBeUndefined();
    expect(credentialsOf('#cloud-config\n')).toBeUndefined();
  });
});
