import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSelectedNamespace } from '../../console/namespace';
import { landingNamespace } from '../../domain/landing';
import { visibleProjects } from '../../k8s/inventory/projects';

export interface TargetProject {
  namespace: string;
  /** What can be chosen; undefined when the page's own project settles it. */
  options: readonly string[] | undefined;
  choose(namespace: string): void;
}

const FALLBACK = 'default';

/** The project the new machine goes to: that of the page, or one to choose when the page shows all. */
export function useTargetProject(): TargetProject {
  const [selected] = useSelectedNamespace();
  const [chosen, choose] = useState<string>();
  const projects = useQuery({
    queryKey: ['catalog', 'projects'],
    queryFn: ({ signal }) => visibleProjects(signal),
    enabled: selected === undefined,
  });
  if (selected !== undefined) return { namespace: selected, options: undefined, choose };
  const options = projects.data ?? [FALLBACK];
  return { namespace: chosen ?? landingNamespace(options) ?? FALLBACK, options: [...options].sort(), choose };
}
