import {
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
  InputGroup,
  InputGroupItem,
  TextInput,
} from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';

export interface Deadline {
  amount: string;
  unit: 's' | 'm' | 'h';
}

/** KubeVirt's own deadline for a snapshot. */
export const standardDeadline: Deadline = { amount: '5', unit: 'm' };

/** As Go writes a duration; undefined when the amount is no whole number. `0` means: never give up. */
export function durationOf({ amount, unit }: Deadline): string | undefined {
  return /^\d{1,6}$/.test(amount) ? `${Number(amount)}${unit}` : undefined;
}

const units = ['s', 'm', 'h'] as const;

/** After how long a snapshot is given up. */
export const DeadlineField = ({ deadline, onChange }: { deadline: Deadline; onChange(deadline: Deadline): void }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const isValid = durationOf(deadline) !== undefined;
  const words = { s: t('seconds'), m: t('minutes'), h: t('hours') };
  return (
    <FormGroup label={t('Deadline')} fieldId="snapshot-deadline">
      <InputGroup>
        <InputGroupItem isFill>
          <TextInput
            id="snapshot-deadline"
            inputMode="numeric"
            value={deadline.amount}
            validated={isValid ? 'default' : 'error'}
            aria-describedby="snapshot-deadline-words"
            onChange={(_, amount) => onChange({ ...deadline, amount })}
          />
        </InputGroupItem>
        <InputGroupItem>
          <FormSelect
            aria-label={t('Unit of the deadline')}
            value={deadline.unit}
            onChange={(_, unit) => onChange({ ...deadline, unit: units.find((each) => each === unit) ?? 'm' })}
          >
            {units.map((unit) => (
              <FormSelectOption key={unit} value={unit} label={words[unit]} />
            ))}
          </FormSelect>
        </InputGroupItem>
      </InputGroup>
      <FormHelperText>
        <HelperText id="snapshot-deadline-words">
          <HelperTextItem variant={isValid ? 'default' : 'error'}>
            {isValid ? t('A snapshot that is not ready by then has failed. 0 waits for ever.') : t('A whole number is needed.')}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
};
