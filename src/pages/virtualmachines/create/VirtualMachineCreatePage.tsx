import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { VirtualMachineKind, consoleReference } from '../../../../contracts/kinds';
import { PageHeader } from '../../../components/ui/PageHeader';
import { YamlEditor } from '../../../components/vm/yaml/YamlEditor';
import { TabTitle } from '../../../console/HostParts';
import { useSelectedNamespace } from '../../../console/namespace';
import { VirtdeckPage } from '../../../shell/VirtdeckPage';
import classes from './create.module.css';
import { startingManifest } from './starting-manifest';

const fallbackProject = 'default';

/** Makes a virtual machine of a manifest. */
export const VirtualMachineCreatePage = () => {
  const { t } = useTranslation('plugin__virtdeck');
  const navigate = useNavigate();
  const { ns } = useParams();
  const [selected] = useSelectedNamespace();
  const namespace = ns ?? selected ?? fallbackProject;
  const initialText = useMemo(() => startingManifest(namespace, crypto.getRandomValues(new Uint8Array(3))), [namespace]);
  const list = `/k8s/${ns === undefined ? 'all-namespaces' : `ns/${encodeURIComponent(ns)}`}/${consoleReference(VirtualMachineKind)}`;
  return (
    <VirtdeckPage>
      <TabTitle>{t('Create virtual machine')}</TabTitle>
      <PageHeader title={t('Create virtual machine')} description={t('Edit the manifest, then create. The machine starts at once unless runStrategy is Halted.')} />
      <div className={classes.body}>
        <YamlEditor
          key={namespace}
          create
          kind={VirtualMachineKind}
          initialText={initialText}
          onSaved={({ metadata }) =>
            void navigate(`/k8s/ns/${encodeURIComponent(metadata.namespace ?? namespace)}/${consoleReference(VirtualMachineKind)}/${encodeURIComponent(metadata.name)}`)
          }
          onCancel={() => void navigate(list)}
        />
      </div>
    </VirtdeckPage>
  );
};

export default VirtualMachineCreatePage;
