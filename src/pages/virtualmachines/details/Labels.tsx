import { Label, LabelGroup } from '@patternfly/react-core';

/** Keys with their values. */
export function Labels({ labels }: { labels: Readonly<Record<string, string>> }) {
  return (
    <LabelGroup numLabels={20}>
      {Object.entries(labels).map(([key, value]) => (
        <Label key={key} isCompact textMaxWidth="40ch">
          {value === '' ? key : `${key}=${value}`}
        </Label>
      ))}
    </LabelGroup>
  );
}
