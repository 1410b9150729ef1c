import { Breadcrumb, BreadcrumbItem } from '@patternfly/react-core';
import { useMemo } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { ProjectBar, TabTitle } from '../../../console/HostParts';
import { PageHeader } from '../../../components/ui/PageHeader';
import { FailureView } from '../../../components/ui/StateView';
import { YamlEditor } from '../../../components/vm/yaml/YamlEditor';
import { copyOf } from '../../../domain/resources/copy';
import { listPath } from '../../../domain/resources/path';
import { toYaml } from '../../../domain/yaml/manifest';
import { useK8sObject } from '../../../k8s/use-k8s-object';
import { pathOf } from '../list/resource-columns';
import type { ResourceSpec } from '../resource-spec';
import styles from '../resources.module.css';
import { useTranslate } from '../use-translate';

interface ResourceCreateProps {
  spec: ResourceSpec;
  namespace: string | undefined;
}

/** Where objects go when no namespace is chosen. */
const FALLBACK_NAMESPACE = 'default';

/** A valid example to change, and the server's word on the result. */
export const ResourceCreate = ({ spec, namespace }: ResourceCreateProps) => {
  const t = useTranslate();
  const navigate = useNavigate();
  const list = listPath(spec.page, spec.kind.namespaced, namespace);
  const [search] = useSearchParams();
  const copied = search.get('copy') ?? undefined;
  const original = useK8sObject(spec.kind, copied, search.get('from') ?? undefined);
  const { object } = original;
  const text = useMemo(() => {
    if (copied !== undefined) return object && toYaml(copyOf(object, namespace));
    return toYaml(spec.sample?.(namespace ?? FALLBACK_NAMESPACE));
  }, [copied, namespace, object, spec]);
  const title = t('Create {{one}}', { one: spec.one(t) });
  return (
    <div className={styles.page}>
      <TabTitle>{title}</TabTitle>
      <ProjectBar />
      <PageHeader
        title={title}
        breadcrumbs={
          <Breadcrumb>
            <BreadcrumbItem
              render={({ className }) => (
                <Link className={className} to={list}>
                  {spec.title(t)}
                </Link>
              )}
            />
            <BreadcrumbItem isActive>{title}</BreadcrumbItem>
          </Breadcrumb>
        }
      />
      <div className={styles.body}>
        {original.error && <FailureView failure={original.error} onRetry={original.retry} />}
        {text !== undefined && (
          <YamlEditor
            kind={spec.kind}
            create
            initialText={text}
            onSaved={(saved) => void navigate(pathOf(spec, saved) ?? list)}
            onCancel={() => void navigate(list)}
          />
        )}
      </div>
    </div>
  );
};
