import type { GuestDefinition } from '../driver';
import { deviceArguments } from './device-arguments';
import { diskArguments } from './disk-arguments';
import type { PlacedDisk } from './disks';
import type { Firmware } from './firmware';
import { machineArguments, type Accelerator } from './machine-arguments';
import { networkArguments, type PlacedInterface } from './network';
import { growthArguments, type Growth } from './sizes';

/** Everything that decides how a QEMU process is started. */
export interface ProcessPlan {
  definition: GuestDefinition;
  accelerator: Accelerator;
  firmware: Firmware;
  disks: PlacedDisk[];
  interfaces: PlacedInterface[];
  growth: Growth;
  /** Absolute, because it belongs to the guest and not to the process. */
  serialLog: string;
  /** Waits for another process to send the guest. */
  incoming: boolean;
}

/** The command line of one guest. The process runs in its own folder, so that socket names stay short. */
export function qemuArguments(plan: ProcessPlan): string[] {
  const { definition, disks } = plan;
  const hotplug = definition.instance.spec.domain.devices.disableHotplug !== true;
  return [
    ...machineArguments(definition, plan.accelerator, plan.firmware),
    ...['-chardev', 'socket,id=qmp,path=qmp.sock,server=on,wait=off', '-mon', 'chardev=qmp,mode=control'],
    ...['-pidfile', 'qemu.pid'],
    ...deviceArguments(definition, plan.serialLog),
    ...growthArguments(definition, plan.growth),
    ...diskArguments(disks, hotplug),
    ...networkArguments(plan.interfaces),
    ...(definition.startPaused && !plan.incoming ? ['-S'] : []),
    ...(plan.incoming ? ['-incoming', 'defer'] : []),
  ];
}
