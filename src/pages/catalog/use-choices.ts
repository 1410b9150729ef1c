import { useCallback, useState } from 'react';
import type { BootVolume } from '../../domain/catalog/boot-volumes';
import type { Choices } from '../../domain/catalog/choices';
import { generateName } from '../../domain/catalog/machine-name';

export type Draft = Omit<Choices, 'namespace'>;

const blank: Draft = {
  volume: undefined,
  instancetype: { name: '', kind: '' },
  preference: { name: '', kind: '' },
  name: '',
  diskSize: '',
  login: { user: '', password: '', sshKey: '' },
  start: true,
};

export interface ChoicesState {
  draft: Draft;
  change(part: Partial<Draft>): void;
  /** Takes a volume with what it suggests: instance type, preference, and a name unless one was typed. */
  take(volume: BootVolume): void;
}

/** What the person has chosen so far. */
export function useChoices(): ChoicesState {
  const [draft, setDraft] = useState(blank);
  const [isNamed, setNamed] = useState(false);
  const change = useCallback((part: Partial<Draft>) => {
    if (part.name !== undefined) setNamed(true);
    setDraft((before) => ({ ...before, ...part }));
  }, []);
  const take = useCallback(
    (volume: BootVolume) =>
      setDraft((before) => ({
        ...before,
        volume,
        diskSize: '',
        instancetype: volume.instancetype.name === '' ? before.instancetype : volume.instancetype,
        preference: volume.preference,
        name: isNamed ? before.name : generateName(volume.name),
      })),
    [isNamed],
  );
  return { draft, change, take };
}
