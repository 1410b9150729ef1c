import { useTranslation } from 'react-i18next';
import { nameProblem } from '../domain/catalog/machine-name';
import type { NameProblem } from '../domain/catalog/machine-name';

/** Kubernetes allows names so long; those of machines are shorter, because host names and labels follow from them. */
export const longestName = 253;
export const longestMachineName = 63;

/** What is wrong with a name, in words. */
export function useNameWords(): (name: string, longest: number) => string | undefined {
  const { t } = useTranslation('plugin__virtdeck');
  return (name, longest) => {
    const words: Record<NameProblem, string> = {
      empty: t('A name is needed.'),
      'too-long': t('At most {{longest}} characters.', { longest }),
      characters: t('Only small letters, digits and dashes.'),
      ends: t('It begins and ends with a letter or a digit.'),
      taken: t('This name is taken.'),
    };
    const problem = nameProblem(name, () => false, longest);
    return problem && words[problem];
  };
}
