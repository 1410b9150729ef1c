type Translate = (key: string) => string;

/** The words for a field of the specification, as pending changes and the Details tab use them. */
export function fieldLabel(field: string, t: Translate): string {
  const labels: Record<string, string> = {
    'cpu-sockets': t('CPU sockets'),
    'cpu-cores': t('CPU cores'),
    'cpu-threads': t('CPU threads'),
    'cpu-model': t('CPU model'),
    'dedicated-cpu': t('Dedicated CPUs'),
    memory: t('Memory'),
    hugepages: t('Huge pages'),
    'machine-type': t('Machine type'),
    'boot-mode': t('Boot mode'),
    'host-devices': t('Host devices'),
    gpus: t('GPUs'),
    graphics: t('Screen'),
    'serial-console': t('Serial console'),
    'guest-log': t('Guest system log'),
    hostname: t('Host name'),
    'start-paused': t('Start paused'),
    'eviction-strategy': t('Eviction strategy'),
    'ssh-keys': t('SSH keys'),
    'node-selector': t('Node selector'),
    affinity: t('Affinity'),
    tolerations: t('Tolerations'),
    disk: t('Disk'),
    volume: t('Disk'),
    'network-interface': t('Network interface'),
    network: t('Network'),
  };
  return labels[field] ?? field;
}
