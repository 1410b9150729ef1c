import type { VirtualMachineInstanceSpec } from '../../../../contracts/virt';
import { applyDevicePreferences } from './apply-device-preferences';
import type { PreferenceSpec } from './types';

type Domain = VirtualMachineInstanceSpec['domain'];

function applyFeatures(domain: Domain, { features }: PreferenceSpec): void {
  if (!features) return;
  const { preferredAcpi, preferredApic, preferredHyperv, preferredKvm, preferredPvspinlock, preferredSmm } = structuredClone(features);
  const own = domain.features ?? {};
  domain.features = {
    ...(preferredAcpi ? { acpi: preferredAcpi } : {}),
    ...(preferredApic ? { apic: preferredApic } : {}),
    ...(preferredKvm ? { kvm: preferredKvm } : {}),
    ...(preferredPvspinlock ? { pvspinlock: preferredPvspinlock } : {}),
    ...(preferredSmm ? { smm: preferredSmm } : {}),
    ...own,
    ...(preferredHyperv ? { hyperv: { ...preferredHyperv, ...own.hyperv } } : {}),
  };
}

function preferredBootloader({ firmware }: PreferenceSpec): NonNullable<Domain['firmware']>['bootloader'] {
  if (!firmware) return undefined;
  const { preferredEfi, preferredUseEfi, preferredUseSecureBoot, preferredUseBios, preferredUseBiosSerial } = firmware;
  if (preferredUseBios) return { bios: preferredUseBiosSerial ? { useSerial: true } : {} };
  if (preferredEfi) return { efi: { ...preferredEfi } };
  return preferredUseEfi ? { efi: { secureBoot: preferredUseSecureBoot ?? false } } : undefined;
}

/** Secure boot needs system management mode: the two are wished for together. */
function applyFirmware(domain: Domain, preference: PreferenceSpec): void {
  const bootloader = preferredBootloader(preference);
  if (!bootloader || domain.firmware?.bootloader) return;
  domain.firmware = { ...domain.firmware, bootloader };
  const secure = bootloader.efi !== undefined && bootloader.efi.secureBoot !== false;
  if (secure && !domain.features?.smm) domain.features = { ...domain.features, smm: { enabled: true } };
}

function applyClock(domain: Domain, { clock }: PreferenceSpec): void {
  if (!clock) return;
  const { preferredClockOffset, preferredTimer } = structuredClone(clock);
  const own = domain.clock ?? {};
  const hasOffset = own.utc !== undefined || own.timezone !== undefined;
  domain.clock = { ...(hasOffset ? {} : preferredClockOffset), ...(preferredTimer ? { timer: preferredTimer } : {}), ...own };
}

/** Writes a preference into the spec of an instance, in place: only what the spec leaves open. */
export function applyPreference(spec: VirtualMachineInstanceSpec, preference: PreferenceSpec): void {
  const { domain } = spec;
  applyDevicePreferences(spec, preference);
  applyFeatures(domain, preference);
  applyFirmware(domain, preference);
  applyClock(domain, preference);
  const { machine, cpu, preferredSubdomain, preferredTerminationGracePeriodSeconds, preferredArchitecture } = preference;
  if (machine?.preferredMachineType && !domain.machine?.type) domain.machine = { type: machine.preferredMachineType };
  if (cpu?.preferredCPUFeatures) {
    const own = domain.cpu?.features ?? [];
    const wished = cpu.preferredCPUFeatures.filter((feature) => !own.some((each) => each.name === feature.name));
    domain.cpu = { ...domain.cpu, features: [...own, ...structuredClone(wished)] };
  }
  if (preferredSubdomain && !spec.subdomain) spec.subdomain = preferredSubdomain;
  if (preferredArchitecture && !spec.architecture) spec.architecture = preferredArchitecture;
  if (preferredTerminationGracePeriodSeconds !== undefined) spec.terminationGracePeriodSeconds ??= preferredTerminationGracePeriodSeconds;
}
