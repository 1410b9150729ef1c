import { useNavigate } from 'react-router';
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
  return [editEntry(t, () => void navigate(yaml)), remove];
}

function editEntry(t: Translate, onSelect: () => void): MenuEntry {
  return { id: 'yaml', group: 'edit', icon: 'edit', label: t('Edit YAML'), onSelect };
}

/** Deletes exactly the object that was seen: a namesake created meanwhile survives. */
async function deleteSeen(kind: AnyKind, { metadata: { name, namespace, uid } }: KubeObject): Promise<void> {
  await deleteObject(kind, name, namespace, uid === undefined ? {} : { preconditions: { uid } });
}

/** The page of a deleted object has nothing to show; its list has. */
function leaveDeleted(spec: ResourceSpec, object: KubeObject, navigate: (path: string) => void): void {
  const path = pathOf(spec, object);
  if (path === undefined || !window.location.pathname.endsWith(path)) return;
  navigate(listPath(spec.page, spec.kind.namespaced, object.metadata.namespace));
}
