import { Content, Flex, FlexItem, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import styles from './page-header.module.css';

interface PageHeaderProps {
  title: ReactNode;
  /** Beside the title: a status, a badge. */
  badge?: ReactNode;
  /** Above the title. */
  breadcrumbs?: ReactNode;
  /** One line below the title. */
  description?: ReactNode;
  /** At the end of the title's line. */
  actions?: ReactNode;
}

/** The head of every page: where one is, and what can be done here. */
export const PageHeader = ({ title, badge, breadcrumbs, description, actions }: PageHeaderProps) => (
  <header className={styles.header}>
    {breadcrumbs}
    <Flex justifyContent={{ default: 'justifyContentSpaceBetween' }} alignItems={{ default: 'alignItemsCenter' }}>
      <Flex alignItems={{ default: 'alignItemsCenter' }} spaceItems={{ default: 'spaceItemsSm' }}>
        <Title headingLevel="h1" className={styles.title}>
          {title}
        </Title>
        {badge}
      </Flex>
      {actions !== undefined && <FlexItem>{actions}</FlexItem>}
    </Flex>
    {description !== undefined && <Content component="small">{description}</Content>}
  </header>
);
