export const VirtualMachineDetailsPage = () => null;

export default VirtualMachineDetailsPage;
