import type { UnknownObject } from '../../contracts/objects';
import { object } from './objects';

function quickStart(name: string, title: string, minutes: number, description: string, tasks: { title: string; description: string; review: string }[]): UnknownObject {
  return object('console.openshift.io/v1', 'ConsoleQuickStart', name, {
    spec: {
      displayName: title,
      durationMinutes: minutes,
      description,
      introduction: description,
      tasks: tasks.map((task) => ({
        title: task.title,
        description: task.description,
        review: { instructions: task.review, failedTaskHelp: 'Try the steps again.' },
      })),
    },
  });
}

/** What the help menu offers on a fresh cluster. */
export function quickStarts(): UnknownObject[] {
  return [
    quickStart('create-a-virtual-machine', 'Create a virtual machine', 5, 'Boot the built-in guest and log in to it.', [
      {
        title: 'Create the machine',
        description: '1. Open **Virtualization → Catalog**.\n1. Select the volume **virtdeck-guest**, an instance type, and a project.\n1. Set a user and a password.\n1. Select **Create VirtualMachine**.',
        review: 'Does the page of your machine show the status Running?',
      },
      {
        title: 'Log in',
        description: '1. Open the **Console** tab.\n1. Choose **Serial console**.\n1. Log in with the user and the password you set.',
        review: 'Do you see a shell prompt?',
      },
    ]),
    quickStart('stop-and-delete-a-virtual-machine', 'Stop and delete a virtual machine', 3, 'Shut a guest down in order and remove what it used.', [
      {
        title: 'Stop it',
        description: '1. Open the machine.\n1. Select **Actions → Stop**.',
        review: 'Does the status say Stopped?',
      },
      {
        title: 'Delete it',
        description: '1. Select **Actions → Delete**.\n1. Confirm.',
        review: 'Is the machine gone from the list?',
      },
    ]),
  ];
}

export function consoleObjects(): UnknownObject[] {
  return [
    ...quickStarts(),
    object('console.openshift.io/v1', 'ConsolePlugin', 'virtdeck', {
      spec: { displayName: 'virtdeck', backend: { type: 'Service', service: { name: 'virtdeck', namespace: 'default', port: 9443, basePath: '/' } } },
    }),
  ];
}
