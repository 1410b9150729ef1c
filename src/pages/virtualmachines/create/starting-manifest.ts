const letters = 'bcdfghjkmnpqrstvwxz2456789';

/** A name that is free most likely; the person will choose a better one. */
function exampleName(random: Uint8Array): string {
  return `vm-${[...random].map((byte) => letters[byte % letters.length]).join('')}`;
}

/** A small machine that boots a public image, with what most people change next in sight. */
export function startingManifest(namespace: string, random: Uint8Array): string {
  const name = exampleName(random);
  return `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  # Always, Halted, Manual, RerunOnFailure or Once
  runStrategy: Always
  template:
    spec:
      domain:
        cpu:
          sockets: 1
          cores: 1
          threads: 1
        memory:
          guest: 512Mi
        devices:
          disks:
            - name: root
              bootOrder: 1
              disk:
                bus: virtio
            - name: cloudinit
              disk:
                bus: virtio
          interfaces:
            - name: default
              masquerade: {}
          rng: {}
      networks:
        - name: default
          pod: {}
      volumes:
        - name: root
          containerDisk:
            image: quay.io/containerdisks/fedora:latest
        - name: cloudinit
          cloudInitNoCloud:
            userData: |
              #cloud-config
              user: fedora
              chpasswd:
                expire: false
`;
}
