import { Breadcrumb, BreadcrumbItem } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { listPath } from './paths';

/** The way back to the machines of the project. */
export function MachineBreadcrumb({ namespace, name }: { namespace: string; name: string }) {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <Breadcrumb>
      <BreadcrumbItem
        render={({ className }) => (
          <Link className={className} to={listPath(namespace)}>
            {t('VirtualMachines')}
          </Link>
        )}
      />
      <BreadcrumbItem isActive>{name}</BreadcrumbItem>
    </Breadcrumb>
  );
}
