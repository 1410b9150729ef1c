/** Host devices in both versions of HyperConverged. */

/** Devices of the hosts that machines may be given. */
export interface PermittedDevices {
  /**
   * Mediated devices.
   * @listKeys mdevNameSelector
   */
  mediatedDevices?: Array<PermittedMediatedDevice>;
  /**
   * PCI devices.
   * @listKeys pciDeviceSelector
   */
  pciHostDevices?: Array<PermittedPciDevice>;
  /**
   * USB devices.
   * @listKeys resourceName
   */
  usbHostDevices?: Array<PermittedUsbDevice>;
}

export interface PermittedMediatedDevice {
  /** True takes a device of the defaults away. */
  disabled?: boolean;
  /** A device plugin of somebody else offers it. */
  externalResourceProvider?: boolean;
  /** The type of device, as its driver names it. */
  mdevNameSelector: string;
  /** What machines ask for. */
  resourceName: string;
}

export interface PermittedPciDevice {
  /** True takes a device of the defaults away. */
  disabled?: boolean;
  /** A device plugin of somebody else offers it. */
  externalResourceProvider?: boolean;
  /** Vendor and product, hexadecimal: 10DE:1EB8. */
  pciDeviceSelector: string;
  /** What machines ask for. */
  resourceName: string;
}

export interface PermittedUsbDevice {
  /** True takes a device of the defaults away. */
  disabled?: boolean;
  /** A device plugin of somebody else offers it. */
  externalResourceProvider?: boolean;
  /** What machines ask for. */
  resourceName: string;
  /** @listType atomic */
  selectors?: Array<UsbSelector>;
}

export interface UsbSelector {
  product: string;
  vendor: string;
}
