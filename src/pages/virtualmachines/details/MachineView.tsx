import { Button, Tab, TabTitleText, Tabs } from '@patternfly/react-core';
import { Suspense, lazy, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { PageHeader } from '../../../components/ui/PageHeader';
import { StaleNotice } from '../../../components/ui/StaleNotice';
import { EmptyView, FailureView, LoadingRows } from '../../../components/ui/StateView';
import { DetailsHeader } from './DetailsHeader';
import classes from './details.module.css';
import { DisksInPreparation } from './DisksInPreparation';
import { OverviewTab } from './overview/OverviewTab';
import { PendingChanges } from './PendingChanges';
import { MachineBreadcrumb } from './MachineBreadcrumb';
import { listPath, machinePath, tabs } from './paths';
import type { Tab as TabName } from './paths';
import { useMachine } from './use-machine';
import type { Machine } from './use-machine';

const ConfigurationTab = lazy(() => import(/* webpackChunkName: "vm-configuration" */ './configuration/ConfigurationTab'));
const EventsTab = lazy(() => import(/* webpackChunkName: "vm-events" */ './tabs/EventsTab'));
const YamlTab = lazy(() => import(/* webpackChunkName: "vm-yaml" */ './tabs/YamlTab'));
const ConsoleTab = lazy(() => import(/* webpackChunkName: "vm-console" */ './tabs/ConsoleTab'));

/** Every tab shows its view in the same place. */
const PANEL = 'virtdeck-machine-view';

interface PlaceProps {
  namespace: string;
  name: string;
}

function Gone({ namespace, name, deleted }: PlaceProps & { deleted: boolean }) {
  const { t } = useTranslation('plugin__virtdeck');
  const navigate = useNavigate();
  return (
    <EmptyView
      title={deleted ? t('{{name}} was deleted', { name }) : t('There is no virtual machine {{name}} in project {{namespace}}', { name, namespace })}
      body={t('This page shows it as soon as a machine of that name is created.')}
      actions={<Button onClick={() => void navigate(listPath(namespace))}>{t('All virtual machines')}</Button>}
    />
  );
}

function TabBody({ tab, machine, deleted }: { tab: TabName; machine: Machine; deleted: boolean }) {
  if (tab === 'details') return <ConfigurationTab machine={machine} />;
  if (tab === 'events') return <EventsTab machine={machine} />;
  if (tab === 'console') return <ConsoleTab machine={machine} />;
  if (tab === 'yaml') return <YamlTab machine={machine} deleted={deleted} />;
  return <OverviewTab machine={machine} />;
}

function TabBar({ namespace, name, tab }: PlaceProps & { tab: TabName }) {
  const { t } = useTranslation('plugin__virtdeck');
  const navigate = useNavigate();
  const titles: Record<TabName, string> = {
    '': t('Overview'),
    details: t('Details'),
    yaml: t('YAML'),
    events: t('Events'),
    console: t('Console'),
  };
  return (
    <Tabs activeKey={tab} component="nav" aria-label={t('Views of the virtual machine')} className={classes.tabs}>
      {tabs.map((each) => {
        const href = machinePath(namespace, name, each);
        return (
          <Tab
            key={each}
            eventKey={each}
            href={href}
            tabContentId={PANEL}
            title={<TabTitleText>{titles[each]}</TabTitleText>}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              void navigate(href);
            }}
          />
        );
      })}
    </Tabs>
  );
}

/** One machine, live: header, tabs, and what to say when there is none. */
export function MachineView({ namespace, name, tab }: PlaceProps & { tab: TabName }) {
  const { machine, loaded, error, staleSince, retry } = useMachine(namespace, name);
  const last = useRef<Machine | undefined>(undefined);
  if (machine) last.current = machine;
  const shown = machine ?? last.current;
  // An open text outlives its object: it can still be copied.
  if (!shown || (!machine && tab !== 'yaml')) {
    return (
      <>
        <PageHeader title={name} breadcrumbs={<MachineBreadcrumb namespace={namespace} name={name} />} />
        {error && error.code !== 404 && <FailureView failure={error} onRetry={retry} />}
        {error?.code === 404 && <Gone namespace={namespace} name={name} deleted={last.current !== undefined} />}
        {!error && !loaded && <LoadingRows />}
      </>
    );
  }
  return (
    <div className={classes.machine}>
      <DetailsHeader machine={shown} deleted={!machine} />
      <TabBar namespace={namespace} name={name} tab={tab} />
      {machine && <DisksInPreparation machine={machine} />}
      <div className={classes.notices}>
        <StaleNotice since={staleSince} onRetry={retry} />
        {machine && <PendingChanges machine={machine} />}
      </div>
      {/* It scrolls, so the keyboard must be able to reach it. */}
      <div id={PANEL} role="tabpanel" tabIndex={0} aria-label={name} className={classes.body} data-tab={tab || 'overview'}>
        <Suspense fallback={<LoadingRows />}>
          <TabBody tab={tab} machine={shown} deleted={!machine} />
        </Suspense>
      </div>
    </div>
  );
}
