import { useTranslation } from 'react-i18next';
import { isLabelValue } from '../domain/label-syntax';
import { Field } from './Field';

interface GroupNameFieldProps {
  value: string;
  hint?: string;
  onChange(value: string): void;
}

/** The name of a group: the value of a label. */
export const GroupNameField = ({ value, hint, onChange }: GroupNameFieldProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const problem = isLabelValue(value)
    ? undefined
    : t('Letters, digits, "-", "_" and "." only; at most 63 characters, beginning and ending with a letter or digit.');
  return <Field id="group-name" label={t('Group')} value={value} problem={problem} onChange={onChange} {...(hint !== undefined && { hint })} />;
};
