import { Form, Switch } from '@patternfly/react-core';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ProjectBar, TabTitle } from '../../console/HostParts';
import { PageHeader } from '../../components/ui/PageHeader';
import { LoadingRows } from '../../components/ui/StateView';
import type { BootVolume } from '../../domain/catalog/boot-volumes';
import { newMachine } from '../../domain/catalog/new-machine';
import styles from './catalog.module.css';
import { CreateBar } from './CreateBar';
import { LoginFields } from './LoginFields';
import { NameFields } from './NameFields';
import { SizeFields } from './SizeFields';
import { useBootVolumes } from './use-boot-volumes';
import { useChoices } from './use-choices';
import { useSecretRight } from './use-secret-right';
import { useTargetProject } from './use-target-project';
import { VolumePicker } from './VolumePicker';

const YamlPanel = lazy(async () => ({ default: (await import(/* webpackChunkName: "catalog-yaml" */ './YamlPanel')).YamlPanel }));

/** Volume, size, name, login: each choice shows at once in the manifest beside the form. */
export const Catalog = () => {
  const { t } = useTranslation('plugin__virtdeck');
  const project = useTargetProject();
  const { volumes, loaded, failure, retry } = useBootVolumes(project.namespace);
  const { draft, change, take } = useChoices();
  const [search, setSearch] = useSearchParams();
  const [isYamlOpen, setYamlOpen] = useState(false);
  const loginInside = useSecretRight(project.namespace) === false;

  // The chosen volume stands in the URL, so that a link can lead to the catalog with it.
  const wanted = search.get('volume');
  const linked =
    draft.volume === undefined && wanted !== null ? volumes.find((each) => each.key === wanted && each.ready) : undefined;
  if (linked) take(linked);
  const choose = useCallback(
    (volume: BootVolume) => {
      take(volume);
      setSearch({ volume: volume.key }, { replace: true });
    },
    [setSearch, take],
  );

  const { volume } = draft;
  const choices = useMemo(() => ({ ...draft, namespace: project.namespace }), [draft, project.namespace]);
  const machine = useMemo(
    () => (volume ? newMachine({ ...choices, volume }, loginInside) : undefined),
    [choices, loginInside, volume],
  );
  return (
    <div className={styles.page}>
      <TabTitle>{t('Create a VirtualMachine')}</TabTitle>
      <ProjectBar />
      <PageHeader
        title={t('Create a VirtualMachine')}
        description={t('Choose what it boots from, how big it is and how you log in.')}
        actions={
          <Switch
            label={t('YAML')}
            isChecked={isYamlOpen}
            onChange={(_event, next) => setYamlOpen(next)}
            data-test="yaml-switch"
          />
        }
      />
      <div className={isYamlOpen ? styles.split : styles.body}>
        <Form className={styles.form} onSubmit={(event) => event.preventDefault()}>
          <VolumePicker
            namespace={project.namespace}
            volumes={volumes}
            loaded={loaded}
            failure={failure}
            onRetry={retry}
            chosen={volume?.key}
            onChoose={choose}
          />
          <SizeFields draft={draft} namespace={project.namespace} change={change} />
          <NameFields draft={draft} project={project} change={change} />
          <LoginFields login={draft.login} isInside={loginInside} onChange={(login) => change({ login })} />
        </Form>
        {isYamlOpen && (
          <Suspense fallback={<LoadingRows />}>
            <YamlPanel machine={machine} />
          </Suspense>
        )}
      </div>
      <CreateBar choices={choices} machine={machine} loginInside={loginInside} onStartChange={(start) => change({ start })} />
    </div>
  );
};
