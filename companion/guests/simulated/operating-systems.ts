/** What guests say about themselves, in the words of `guest-get-osinfo`. */
export interface OperatingSystem {
  id: string;
  name: string;
  prettyName: string;
  version: string;
  versionId: string;
  kernelRelease: string;
  kernelVersion: string;
  machine: string;
}

const linux = (id: string, name: string, versionId: string, kernelRelease: string): OperatingSystem => ({
  id,
  name,
  prettyName: `${name} ${versionId}`,
  version: versionId,
  versionId,
  kernelRelease,
  kernelVersion: '#1 SMP PREEMPT_DYNAMIC',
  machine: 'x86_64',
});

const windows = (versionId: string, prettyName: string): OperatingSystem => ({
  id: 'mswindows',
  name: 'Microsoft Windows',
  prettyName,
  version: prettyName,
  versionId,
  kernelRelease: versionId === '2022' ? '20348' : '22631',
  kernelVersion: '10.0',
  machine: 'x86_64',
});

const fedora = linux('fedora', 'Fedora Linux', '42', '6.14.0-63.fc42.x86_64');

/** By the beginning of a preference's or template's name. */
const known: [prefix: string, system: OperatingSystem][] = [
  ['fedora', fedora],
  ['centos', linux('centos', 'CentOS Stream', '10', '6.12.0-55.el10.x86_64')],
  ['rhel.8', linux('rhel', 'Red Hat Enterprise Linux', '8.10', '4.18.0-553.el8.x86_64')],
  ['rhel8', linux('rhel', 'Red Hat Enterprise Linux', '8.10', '4.18.0-553.el8.x86_64')],
  ['rhel', linux('rhel', 'Red Hat Enterprise Linux', '9.6', '5.14.0-570.el9.x86_64')],
  ['ubuntu', linux('ubuntu', 'Ubuntu', '24.04', '6.8.0-60-generic')],
  ['debian', linux('debian', 'Debian GNU/Linux', '12', '6.1.0-35-amd64')],
  ['opensuse', linux('opensuse-leap', 'openSUSE Leap', '15.6', '6.4.0-150600-default')],
  ['windows.11', windows('11', 'Windows 11 Pro')],
  ['windows', windows('2022', 'Windows Server 2022 Standard')],
];

/** The system a guest of this preference or template most likely runs. */
export function operatingSystemFor(hint: string): OperatingSystem {
  return known.find(([prefix]) => hint.startsWith(prefix))?.[1] ?? fedora;
}
