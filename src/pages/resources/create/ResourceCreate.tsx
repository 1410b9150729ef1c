import { Breadcrumb, BreadcrumbItem } from '@patternfly/react-core';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { ProjectBar, TabTitle } from '../../../console/HostParts';
import { PageHeader } from '../../../components/ui/PageHeader';
import { YamlEditor } from '../../../components/vm/yaml/YamlEditor';
import { listPath } from '../../../domain/resources/path';
import { toYaml } from '../../../domain/yaml/manifest';
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
  const example = useMemo(() => toYaml(spec.sample?.(namespace ?? FALLBACK_NAMESPACE)), [spec, namespace]);
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
        <YamlEditor
          key={example}
          kind={spec.kind}
          create
          initialText={example}
          onSaved={(object) => void navigate(pathOf(spec, object) ?? list)}
          onCancel={() => void navigate(list)}
        />
      </div>
    </div>
  );
};
