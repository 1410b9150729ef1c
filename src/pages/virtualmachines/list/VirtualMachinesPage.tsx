export const VirtualMachinesPage = () => null;

export default VirtualMachinesPage;
