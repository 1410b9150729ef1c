import {
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Title,
} from '@patternfly/react-core';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useContributed } from '../../../../actions/use-contributed';
import { useRowActions } from '../../../../actions/use-vm-actions';
import { ActionMenu } from '../../../../components/ui/ActionMenu';
import { Icon } from '../../../../components/ui/Icon';
import { EmptyView } from '../../../../components/ui/StateView';
import { VmScreen } from '../../../../components/vm/VmScreen';
import { VmStatus } from '../../../../components/vm/VmStatus';
import { formatAge } from '../../../../domain/age';
import type { VmRow } from '../../../../domain/inventory/row';
import { vmPath } from '../../../../domain/paths';
import { formatBytes } from '../../../../domain/quantities';
import type { InventoryStore } from '../../../../k8s/inventory/store';
import { PeekEvents } from './PeekEvents';
import styles from './peek.module.css';

/** One machine of the inventory, as it changes. */
function useRow(store: InventoryStore, key: string): VmRow | undefined {
  const [row, setRow] = useState(() => store.rows.get(key));
  useEffect(() => {
    setRow(store.rows.get(key));
    return store.subscribe(() => setRow(store.rows.get(key)));
  }, [store, key]);
  return row;
}

const Facts = ({ row }: { row: VmRow }) => {
  const { t, i18n } = useTranslation('plugin__virtdeck');
  const facts: [string, string][] = [
    [t('Project'), row.namespace],
    [t('Group'), row.folder],
    [t('Node'), row.node],
    [t('IP address'), row.ips.join(', ')],
    [t('vCPUs'), row.vcpus === 0 ? '' : String(row.vcpus)],
    [t('Memory'), row.memory === 0 ? '' : formatBytes(row.memory, i18n.language)],
    [t('Instance type'), row.instancetype],
    [t('Operating system'), row.os],
    [t('Run strategy'), row.runStrategy],
    [t('Uptime'), row.phase === 'Running' && row.started > 0 ? formatAge(row.started) : ''],
    [t('Created'), row.created === 0 ? '' : new Date(row.created).toLocaleString(i18n.language)],
  ];
  return (
    <DescriptionList isHorizontal isCompact>
      {facts
        .filter(([, value]) => value !== '')
        .map(([term, value]) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription>{value}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
    </DescriptionList>
  );
};

const Why = ({ row }: { row: VmRow }) => {
  const reasons = row.conditions.filter((each) => each.message !== '');
  return (
    <>
      {reasons.map((each) => (
        <p key={each.type} className={styles.why}>
          <strong>{each.type}</strong> {each.message}
        </p>
      ))}
    </>
  );
};

interface PeekPanelProps {
  rowKey: string;
  store: InventoryStore;
  onClose(): void;
}

/** A machine beside the list: what it is, how it is, what has happened, what can be done. */
const PeekPanel = ({ rowKey, store, onClose }: PeekPanelProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const row = useRow(store, rowKey);
  const rows = useMemo(() => (row ? [row] : []), [row]);
  const { items, providers } = useContributed(useRowActions(row), rows);
  const close = useCallback((event: React.KeyboardEvent) => event.key === 'Escape' && onClose(), [onClose]);
  const closeButton = (
    <Button variant="plain" aria-label={t('Close')} icon={<Icon name="times" />} onClick={onClose} data-test="close-peek" />
  );
  if (!row) {
    return (
      <aside className={styles.panel} aria-label={rowKey}>
        <div className={styles.head}>{closeButton}</div>
        <EmptyView icon="question" title={t('This machine is not in the list')} body={rowKey} />
      </aside>
    );
  }
  return (
    <aside className={styles.panel} aria-label={row.name} data-test="peek" onKeyDown={close}>
      <div className={styles.head}>
        <Title headingLevel="h2" size="lg" className={styles.name}>
          <Link to={vmPath(row)}>{row.name}</Link>
        </Title>
        {providers}
        <ActionMenu label={t('Actions')} items={items} />
        {closeButton}
      </div>
      <VmStatus status={row.status} />
      <Why row={row} />
      <VmScreen namespace={row.namespace} name={row.name} running={row.phase === 'Running' && row.graphics} />
      <Facts row={row} />
      <PeekEvents row={row} />
    </aside>
  );
};

export default PeekPanel;
