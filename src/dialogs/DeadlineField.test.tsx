import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DeadlineField, durationOf, standardDeadline } from './DeadlineField';

afterEach(cleanup);
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }));

describe('the deadline of a snapshot', () => {
  it.each([
    ['5', 'm', '5m'],
    ['007', 's', '7s'],
    ['0', 'h', '0h'],
    ['', 'm', undefined],
    ['-1', 'm', undefined],
    ['1.5', 'h', undefined],
    ['99999999', 's', undefined],
  ] as const)('%s %s is %s for Go', (amount, unit, expected) => expect(durationOf({ amount, unit })).toBe(expected));

  it('says what is wrong beside the field, and takes another unit', () => {
    const onChange = vi.fn();
    const { rerender } = render(<DeadlineField deadline={standardDeadline} onChange={onChange} />);
    fireEvent.change(screen.getByRole('combobox'), { target: { value: 'h' } });
    expect(onChange).toHaveBeenCalledWith({ amount: '5', unit: 'h' });
    rerender(<DeadlineField deadline={{ amount: 'soon', unit: 'h' }} onChange={onChange} />);
    expect(screen.getByText('A whole number is needed.')).toBeTruthy();
  });
});
