import { Content, Title } from '@patternfly/react-core';
import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './catalog.module.css';

interface FormSectionProps {
  title: string;
  description?: string;
  children: ReactNode;
}

/** One step of the form under its heading. */
export const FormSection = ({ title, description, children }: FormSectionProps) => {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <Title headingLevel="h2" size="lg" id={id}>
        {title}
      </Title>
      {description !== undefined && <Content component="small">{description}</Content>}
      {children}
    </section>
  );
};
