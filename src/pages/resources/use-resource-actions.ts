import { useNavigate } from 'react-router';
import type { NavigateFunction } from 'react-router';
import type { KubeObject } from '../../../contracts/objects';
import type { MenuEntry } from '../../components/ui/ActionMenu';
import { listPath } from '../../domain/resources/path';
import { deleteObject } from '../../k8s/client';
import type { AnyKind } from '../../k8s/types';
import { useAccess } from '../../k8s/use-access';
import { openDialog } from '../../state/dialogs';
import { pathOf } from './list/resource-columns';
import type { ResourceSpec, Translate } from './resource-spec';
import { useTranslate } from './use-translate';

/** The kind of one object in a list that may join two. */
function kindOf(spec: ResourceSpec, object: KubeObject): AnyKind {
  return spec.also && object.kind === spec.also.kind.kind ? spec.also.kind : spec.kind;
}

/** What can be done with an object, each entry with the reason why not. Rights are asked once `asked` is true. */
export function useResourceActions(spec: ResourceSpec, object: KubeObject, asked: boolean): MenuEntry[] {
  const t = useTranslate();
  const navigate = useNavigate();
  const kind = kindOf(spec, object);
  const { name, namespace } = object.metadata;
  const may = useAccess(asked ? { verb: 'delete', group: kind.group, resource: kind.plural, namespace, name } : undefined);
  const yaml = pathOf(spec, object, 'yaml');
  const remove: MenuEntry = {
    id: 'delete',
    group: 'danger',
    icon: 'trash',
    label: t('Delete'),
    danger: true,
    disabledReason: may.allowed === false ? may.reason || t('You may not delete it.') : undefined,
    onSelect: () =>
      openDialog('confirm', {
        title: t('Delete {{name}}?', { name }),
        body: [spec.deleteWarning?.(object, t), t('This cannot be undone.')].filter(Boolean).join(' '),
        confirmLabel: t('Delete'),
        danger: true,
        onConfirm: async () => {
          await deleteSeen(kind, object);
          leaveDeleted(spec, object, navigate);
        },
      }),
  };
  if (yaml === undefined) return [remove];
  return [
    { id: 'yaml', group: 'edit', icon: 'edit', label: t('Edit YAML'), onSelect: () => void navigate(yaml) },
    ...(spec.sample ? [copyEntry(spec, object, t, navigate)] : []),
    remove,
  ];
}

/** A copy is made on the page that creates: the manifest can be changed before anything exists. */
function copyEntry(spec: ResourceSpec, object: KubeObject, t: Translate, navigate: NavigateFunction): MenuEntry {
  const { name, namespace } = object.metadata;
  const from = new URLSearchParams({ copy: name, ...(namespace !== undefined && { from: namespace }) });
  const list = listPath(spec.page, spec.kind.namespaced, namespace);
  return {
    id: 'copy',
    group: 'edit',
    icon: 'clone',
    label: t('Make a copy'),
    onSelect: () => void navigate(`${list}/~new?${from}`),
  };
}

/** Deletes exactly the object that was seen: a namesake created meanwhile survives. */
async function deleteSeen(kind: AnyKind, { metadata: { name, namespace, uid } }: KubeObject): Promise<void> {
  await deleteObject(kind, name, namespace, uid === undefined ? {} : { preconditions: { uid } });
}

/** The page of a deleted object has nothing to show; its list has. */
function leaveDeleted(spec: ResourceSpec, object: KubeObject, navigate: NavigateFunction): void {
  const path = pathOf(spec, object);
  if (path === undefined || !window.location.pathname.endsWith(path)) return;
  void navigate(listPath(spec.page, spec.kind.namespaced, object.metadata.namespace));
}
