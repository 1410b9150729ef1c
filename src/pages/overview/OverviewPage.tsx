import { useParams } from 'react-router';
import { VirtdeckPage } from '../../shell/VirtdeckPage';
import { Overview } from './Overview';

/** The state of all machines, or of those of one project, at a glance. */
export const OverviewPage = () => {
  const { ns } = useParams();
  return (
    <VirtdeckPage>
      <Overview key={ns} namespace={ns} />
    </VirtdeckPage>
  );
};

export default OverviewPage;
