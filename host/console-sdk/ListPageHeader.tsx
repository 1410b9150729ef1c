import type { ListPageHeaderProps } from '@openshift-console/dynamic-plugin-sdk';
import { Content, Flex, FlexItem, PageSection, Title } from '@patternfly/react-core';

/** The heading of a page, its badge, and the actions on its right. */
export const ListPageHeader = ({ title, badge, helpText, helpAlert, children }: ListPageHeaderProps) => (
  <PageSection>
    <Flex justifyContent={{ default: 'justifyContentSpaceBetween' }} alignItems={{ default: 'alignItemsCenter' }}>
      <Flex alignItems={{ default: 'alignItemsCenter' }}>
        {title && <Title headingLevel="h1">{title}</Title>}
        {badge && <FlexItem>{badge}</FlexItem>}
      </Flex>
      {children && <FlexItem>{children}</FlexItem>}
    </Flex>
    {helpText && <Content component="p">{helpText}</Content>}
    {helpAlert}
  </PageSection>
);
