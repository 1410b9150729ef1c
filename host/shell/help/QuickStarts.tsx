import { EmptyState } from '@patternfly/react-core';
export const QuickStarts = () => <EmptyState titleText="…" />;
