import { Suspense, lazy, useMemo } from 'react';
import { useParams } from 'react-router';
import { inventoryOf } from '../../../k8s/inventory/store';

const content = import(/* webpackChunkName: "list", webpackPreload: true */ './VirtualMachinesContent');
const Content = lazy(() => content);

/**
 * The list of virtual machines of a project, or of all. This much is small on purpose: the first machines are asked for
 * while the code that draws them is still on its way.
 */
export const VirtualMachinesPage = () => {
  const { ns } = useParams();
  useMemo(() => inventoryOf({ namespace: ns }), [ns]);
  return (
    <Suspense fallback={null}>
      <Content namespace={ns} />
    </Suspense>
  );
};

export default VirtualMachinesPage;
