import { useParams } from 'react-router';
import { TabTitle } from '../../../console/HostParts';
import { VirtdeckPage } from '../../../shell/VirtdeckPage';
import { MachineView } from './MachineView';
import { tabOf } from './paths';

/** The page of one virtual machine. */
export const VirtualMachineDetailsPage = () => {
  const { ns = '', name = '', '*': rest } = useParams();
  return (
    <VirtdeckPage>
      <TabTitle>{name}</TabTitle>
      <MachineView key={`${ns}/${name}`} namespace={ns} name={name} tab={tabOf(rest)} />
    </VirtdeckPage>
  );
};

export default VirtualMachineDetailsPage;
