import { Checkbox, SearchInput } from '@patternfly/react-core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VmRow } from '../../../domain/inventory/row';
import { facetValues, withFacet } from '../../../domain/search/edit';
import { facetCounts } from '../../../domain/search/facets';
import { searchKeys } from '../../../domain/search/keys';
import type { SearchKey } from '../../../domain/search/keys';
import { parseQuery } from '../../../domain/search/parse';
import type { Query } from '../../../domain/search/types';
import styles from './search.module.css';

interface FacetsPanelProps {
  query: Query;
  onQuery(query: Query): void;
  rows(): Iterable<VmRow>;
}

/** Names of the facets, as people call them. */
function useFacetNames(): Record<string, string> {
  const { t } = useTranslation('plugin__virtdeck');
  return {
    status: t('Status'),
    os: t('Operating system'),
    node: t('Node'),
    project: t('Project'),
    group: t('Group'),
    label: t('Labels'),
    storage: t('Storage class'),
    network: t('Networks'),
    ip: t('IP address'),
    arch: t('Architecture'),
    guestagent: t('Guest agent'),
    created: t('Created'),
    vcpu: t('vCPUs'),
    memory: t('Memory'),
    runstrategy: t('Run strategy'),
    instancetype: t('Instance type'),
    template: t('Template'),
    migratable: t('Live migratable'),
    protected: t('Deletion protection'),
    has: t('Features'),
    scheduling: t('Scheduling'),
  };
}

/** Comparisons are typed: `>=4`, `<7d`, `10.0.0.0/8`. */
const TypedFacet = ({ facet, query, onQuery }: { facet: SearchKey; query: Query; onQuery(query: Query): void }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [text, setText] = useState('');
  const parsed = parseQuery(`${facet.key}:${text}`).query;
  const add = () => {
    if (parsed.clauses.length === 0) return;
    onQuery({ clauses: [...query.clauses, ...parsed.clauses] });
    setText('');
  };
  return (
    <SearchInput
      aria-label={facet.key}
      placeholder={facet.example.slice(facet.key.length + 1)}
      value={text}
      onChange={(_, value) => setText(value)}
      onSearch={add}
      onClear={() => setText('')}
      submitSearchButtonLabel={t('Add')}
    />
  );
};

/** So many boxes are drawn; the others are found by typing. */
const DRAWN = 300;

/** Typed values are compared as the search compares them: whatever the case. */
const same = (left: string, right: string) => left.toLowerCase() === right.toLowerCase();

const ValueFacet = ({ facet, query, onQuery, rows }: FacetsPanelProps & { facet: SearchKey }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [wanted, setWanted] = useState('');
  const counts = useMemo(() => facetCounts(facet, rows()), [facet, rows]);
  const chosen = facetValues(query, facet.key);
  const shown = [
    ...chosen.filter((value) => !counts.some((each) => same(each.value, value))).map((value) => ({ value, count: 0 })),
    ...counts,
  ];
  const found = shown.filter((each) => each.value.toLowerCase().includes(wanted.toLowerCase()));
  const toggle = (value: string, on: boolean) =>
    onQuery(withFacet(query, facet.key, on ? [...chosen, value] : chosen.filter((each) => !same(each, value))));
  return (
    <>
      {counts.length > 10 && (
        <SearchInput
          aria-label={t('Find a value')}
          value={wanted}
          onChange={(_, value) => setWanted(value)}
          onClear={() => setWanted('')}
        />
      )}
      {shown.length === 0 && <p>{t('No machine has a value here.')}</p>}
      {found.slice(0, DRAWN).map(({ value, count }) => (
        <div key={value} className={styles.value}>
          <Checkbox
            id={`facet-${facet.key}-${value}`}
            label={value}
            isChecked={chosen.some((each) => same(each, value))}
            onChange={(_, on) => toggle(value, on)}
          />
          <span className={styles.valueCount}>{count}</span>
        </div>
      ))}
      {found.length > DRAWN && <p>{t('{{count}} more are found by typing', { count: found.length - DRAWN })}</p>}
    </>
  );
};

const typed = new Set(['number', 'bytes', 'time', 'address']);

/** Facets at the left, the values of the chosen one at the right. */
export const FacetsPanel = ({ query, onQuery, rows }: FacetsPanelProps) => {
  const names = useFacetNames();
  const facets = searchKeys.filter((key) => names[key.key] !== undefined);
  const [chosen, setChosen] = useState('status');
  const facet = facets.find((key) => key.key === chosen);
  const used = new Set(query.clauses.flatMap((clause) => clause.map((term) => term.key)));
  return (
    <div className={styles.panel}>
      <ul className={styles.facets}>
        {facets.map((key) => (
          <li key={key.key}>
            <button
              type="button"
              className={styles.facet}
              aria-pressed={key.key === chosen}
              data-used={used.has(key.key) || undefined}
              onClick={() => setChosen(key.key)}
            >
              {names[key.key]}
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.values} data-test="facet-values">
        {facet &&
          (typed.has(facet.type) ? (
            <TypedFacet key={chosen} facet={facet} query={query} onQuery={onQuery} />
          ) : (
            <ValueFacet key={chosen} facet={facet} query={query} onQuery={onQuery} rows={rows} />
          ))}
      </div>
    </div>
  );
};

export default FacetsPanel;
