import { Alert, Breadcrumb, BreadcrumbItem, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { Link, useNavigate } from 'react-router';
import { TabTitle } from '../../../console/HostParts';
import { ActionMenu } from '../../../components/ui/ActionMenu';
import { PageHeader } from '../../../components/ui/PageHeader';
import { StaleNotice } from '../../../components/ui/StaleNotice';
import { FailureView, LoadingRows } from '../../../components/ui/StateView';
import { YamlEditor } from '../../../components/vm/yaml/YamlEditor';
import { listPath, objectPath } from '../../../domain/resources/path';
import { useAccess } from '../../../k8s/use-access';
import { useK8sObject } from '../../../k8s/use-k8s-object';
import type { ResourceSpec } from '../resource-spec';
import styles from '../resources.module.css';
import { useResourceActions } from '../use-resource-actions';
import { useTranslate } from '../use-translate';
import { DetailsTab } from './DetailsTab';
import { EventsTab } from './EventsTab';

/** What the tabs control. */
const PANEL = 'resource-part';

interface ResourceDetailsProps {
  spec: ResourceSpec;
  name: string;
  namespace: string | undefined;
  tab: string;
}

/** One object, live: facts, YAML, events. */
export const ResourceDetails = ({ spec, name, namespace, tab }: ResourceDetailsProps) => {
  const t = useTranslate();
  const navigate = useNavigate();
  const { kind, page } = spec;
  const { object, loaded, error, staleSince, retry } = useK8sObject(kind, name, namespace);
  const seen = object ?? { apiVersion: '', kind: kind.kind, metadata: { name, ...(namespace !== undefined && { namespace }) } };
  const actions = useResourceActions(spec, seen, object !== undefined);
  const edit = useAccess({ verb: 'update', group: kind.group, resource: kind.plural, namespace, name });
  const locked = object && spec.lockedBecause?.(object, t);
  const titles: [string, string][] = [
    ['', t('Details')],
    ['yaml', t('YAML')],
    ['events', t('Events')],
  ];
  return (
    <div className={styles.page}>
      <TabTitle>{`${name} · ${spec.title(t)}`}</TabTitle>
      <PageHeader
        title={name}
        breadcrumbs={
          <Breadcrumb>
            <BreadcrumbItem
              render={({ className }) => (
                <Link className={className} to={listPath(page, kind.namespaced, namespace)}>
                  {spec.title(t)}
                </Link>
              )}
            />
            <BreadcrumbItem isActive>{name}</BreadcrumbItem>
          </Breadcrumb>
        }
        actions={object && <ActionMenu items={actions} label={t('Actions')} />}
      />
      <div className={styles.notices}>
        <StaleNotice since={staleSince} onRetry={retry} />
        {error && object && <Alert isInline component="h2" variant="warning" title={error.message} />}
        {locked !== undefined && <Alert isInline component="h2" variant="info" title={locked} />}
      </div>
      <Tabs
        className={styles.detailsTabs}
        activeKey={tab}
        onSelect={(_event, key) => void navigate(objectPath(page, name, namespace, String(key)))}
        aria-label={t('Parts of the page')}
      >
        {titles.map(([key, title]) => (
          <Tab
            key={key}
            eventKey={key}
            title={<TabTitleText>{title}</TabTitleText>}
            tabContentId={PANEL}
            data-test={`tab-${key || 'details'}`}
          />
        ))}
      </Tabs>
      <div id={PANEL} role="tabpanel" aria-label={titles.find(([key]) => key === tab)?.[1]} tabIndex={0} className={styles.body}>
        {error && !object && <FailureView failure={error} onRetry={retry} />}
        {!loaded && !error && <LoadingRows />}
        {object && tab === '' && <DetailsTab spec={spec} object={object} />}
        {object && tab === 'yaml' && (
          <YamlEditor
            kind={kind}
            object={object}
            onSaved={() => undefined}
            readOnly={edit.allowed === false || locked !== undefined}
          />
        )}
        {object && tab === 'events' && <EventsTab object={object} />}
      </div>
    </div>
  );
};
