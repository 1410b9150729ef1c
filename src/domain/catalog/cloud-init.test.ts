import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { areSshKeys, hasLogin, isUserName, userData } from './cloud-init';

const nobody = { user: '', password: '', sshKey: '' };

describe('the cloud-config of a login', () => {
  it('carries user, password and keys exactly as they were typed', () => {
    const text = userData({ user: 'admin', password: 'a: "b" #c\\', sshKey: 'ssh-ed25519 AAAA me@here\n\nssh-rsa BBBB' });
    expect(text.startsWith('#cloud-config\n')).toBe(true);
    expect(parse(text)).toEqual({
      user: 'admin',
      password: 'a: "b" #c\\',
      chpasswd: { expire: false },
      ssh_pwauth: true,
      ssh_authorized_keys: ['ssh-ed25519 AAAA me@here', 'ssh-rsa BBBB'],
    });
  });

  it('says nothing about what was left empty', () => {
    expect(parse(userData({ ...nobody, user: 'admin' }))).toEqual({ user: 'admin' });
    expect(hasLogin(nobody)).toBe(false);
  });
});

it('tells public keys from other texts, so that nobody pastes a private one', () => {
  expect(areSshKeys('ssh-ed25519 AAAAC3Nz me')).toBe(true);
  expect(areSshKeys('')).toBe(true);
  expect(areSshKeys('-----BEGIN OPENSSH PRIVATE KEY-----')).toBe(false);
});

it('accepts user names as Linux does', () => {
  expect(isUserName('cloud-user')).toBe(true);
  expect(isUserName('Admin')).toBe(false);
  expect(isUserName('1st')).toBe(false);
});
