import { Checkbox, FormGroup, NumberInput } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import styles from './dialogs.module.css';

interface GracePeriodFieldProps {
  /** Undefined: what the machine itself says. */
  seconds: number | undefined;
  /** Proposed when one of its own is wanted. */
  standard: number;
  onChange(seconds: number | undefined): void;
}

const LONGEST = 86_400;
const within = (seconds: number) => Math.max(0, Math.min(LONGEST, Math.round(seconds) || 0));

/** How long a guest may take to shut down before it is switched off. */
export const GracePeriodField = ({ seconds, standard, onChange }: GracePeriodFieldProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <FormGroup role="group" fieldId="grace" label={t('Shutting down')}>
      <Checkbox
        id="grace-own"
        label={t('With a grace period of its own')}
        description={t('Otherwise the guest has the time its machine says.')}
        isChecked={seconds !== undefined}
        onChange={(_, on) => onChange(on ? standard : undefined)}
        {...(seconds !== undefined && {
          body: (
            <NumberInput
              inputName="grace-seconds"
              inputAriaLabel={t('Seconds')}
              minusBtnAriaLabel={t('Fewer')}
              plusBtnAriaLabel={t('More')}
              unit={<span className={styles.unit}>{t('seconds')}</span>}
              min={0}
              max={LONGEST}
              widthChars={6}
              value={seconds}
              onMinus={() => onChange(within(seconds - 1))}
              onPlus={() => onChange(within(seconds + 1))}
              onChange={(event) => onChange(within(event.currentTarget.valueAsNumber))}
            />
          ),
        })}
      />
    </FormGroup>
  );
};
