export const VirtualMachineCreatePage = () => null;

export default VirtualMachineCreatePage;
