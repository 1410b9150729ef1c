import { Bullseye, Spinner } from '@patternfly/react-core';

/** Something is on its way. */
export const Loading = () => (
  <Bullseye>
    <Spinner aria-label="…" />
  </Bullseye>
);
