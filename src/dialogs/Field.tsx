import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from '@patternfly/react-core';

interface FieldProps {
  id: string;
  label: string;
  value: string;
  onChange(value: string): void;
  isRequired?: boolean;
  placeholder?: string;
  hint?: string;
  /** What is wrong with the value, in words. */
  problem?: string | undefined;
}

/** A line of text with its label, and below it a hint or what is wrong. */
export const Field = ({ id, label, value, onChange, isRequired = false, placeholder, hint, problem }: FieldProps) => {
  const words = problem ?? hint;
  return (
    <FormGroup label={label} isRequired={isRequired} fieldId={id}>
      <TextInput
        id={id}
        data-test={id}
        isRequired={isRequired}
        value={value}
        validated={problem === undefined ? 'default' : 'error'}
        onChange={(_, next) => onChange(next)}
        {...(words !== undefined && { 'aria-describedby': `${id}-words` })}
        {...(placeholder !== undefined && { placeholder })}
      />
      {words !== undefined && (
        <FormHelperText>
          <HelperText id={`${id}-words`} {...(problem !== undefined && { isLiveRegion: true })}>
            <HelperTextItem variant={problem === undefined ? 'default' : 'error'}>{words}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
    </FormGroup>
  );
};
