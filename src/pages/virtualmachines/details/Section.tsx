import { Card, CardBody, CardTitle } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import classes from './details.module.css';

interface SectionProps {
  title: string;
  children: ReactNode;
  /** Takes the whole width. */
  wide?: boolean;
  test?: string;
}

/** One card of a tab. */
export function Section({ title, children, wide = false, test }: SectionProps) {
  return (
    <Card component="section" isCompact className={wide ? classes.wide : undefined} data-test={test}>
      <CardTitle component="h2">{title}</CardTitle>
      <CardBody>{children}</CardBody>
    </Card>
  );
}
