import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Label,
  LabelGroup,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';
import type { KubeObject } from '../../../../contracts/objects';
import { conditionsOf, pairsOf } from '../../../domain/resources/facts';
import { When } from '../list/When';
import type { ResourceSpec } from '../resource-spec';
import { useTranslate } from '../use-translate';
import { Conditions } from './Conditions';
import { Lines } from './Lines';

interface DetailsTabProps {
  spec: ResourceSpec;
  object: KubeObject;
}

/** What every object has, what this kind adds, and the conditions the cluster reports. */
export const DetailsTab = ({ spec, object }: DetailsTabProps) => {
  const t = useTranslate();
  const { name, namespace, labels = {}, annotations = {}, creationTimestamp, ownerReferences = [] } = object.metadata;
  const conditions = conditionsOf(object);
  const common: [string, string, ReactNode][] = [
    ['name', t('Name'), name],
    ...(spec.kind.namespaced ? [['namespace', t('Namespace'), namespace] satisfies [string, string, ReactNode]] : []),
    ['labels', t('Labels'), <Chips key="labels" title={t('Labels')} texts={pairsOf(labels)} />],
    ['annotations', t('Annotations'), t('{{count}} annotations', { count: Object.keys(annotations).length })],
    ['created', t('Created'), <When key="created" time={creationTimestamp} />],
    [
      'owner',
      t('Owner'),
      ownerReferences.length > 0 && <Lines key="owner" lines={ownerReferences.map((each) => `${each.kind} ${each.name}`)} />,
    ],
  ];
  const own = spec.facts.map((fact): [string, string, ReactNode] => [`own-${fact.id}`, fact.title(t), fact.value(object, t)]);
  return (
    <>
      <DescriptionList columnModifier={{ default: '1Col', lg: '2Col' }} aria-label={t('Details')}>
        {[...common, ...own].map(([id, term, value]) => (
          <DescriptionListGroup key={id}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription data-test={`fact-${id}`}>{value || '–'}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
      {conditions.length > 0 && <Conditions conditions={conditions} />}
    </>
  );
};

const Chips = ({ title, texts }: { title: string; texts: readonly string[] }) =>
  texts.length === 0 ? (
    <>–</>
  ) : (
    <LabelGroup aria-label={title} numLabels={6}>
      {texts.map((each) => (
        <Label key={each} variant="outline">
          {each}
        </Label>
      ))}
    </LabelGroup>
  );
