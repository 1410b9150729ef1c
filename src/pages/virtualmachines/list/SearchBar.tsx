import { Button, TextInputGroup, TextInputGroupMain, TextInputGroupUtilities } from '@patternfly/react-core';
import { useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../components/ui/Icon';
import { complete } from '../../../domain/search/complete';
import type { Completion, ValueSource } from '../../../domain/search/complete';
import { SearchHelp } from './SearchHelp';
import styles from './search.module.css';

interface SearchBarProps {
  text: string;
  onChange(text: string): void;
  /** Called when the person is done typing: Enter, or a completion. */
  onSubmit(text: string): void;
  /** Called when the field is left. */
  onLeave(): void;
  values: ValueSource;
}

/** The search field with completion of keys and values. */
export const SearchBar = ({ text, onChange, onSubmit, onLeave, values }: SearchBarProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const [caret, setCaret] = useState(text.length);
  const offers = useMemo(() => (open ? complete(text, Math.min(caret, text.length), values) : []), [open, text, caret, values]);
  const take = (offer: Completion) => {
    onChange(text.slice(0, offer.from) + offer.insert + text.slice(offer.to));
    setCaret(offer.from + offer.insert.length);
    setChosen(-1);
    input.current?.focus();
  };
  const submit = () => {
    setOpen(false);
    onSubmit(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const offer = offers[chosen];
    if (event.key === 'ArrowDown' && !open) setOpen(true);
    else if (event.key === 'ArrowDown' && offers.length > 0) setChosen((chosen + 1) % offers.length);
    else if (event.key === 'ArrowUp' && offers.length > 0) setChosen((chosen <= 0 ? offers.length : chosen) - 1);
    else if (event.key === 'Tab' && offers[0] && text !== '' && !event.shiftKey) take(offer ?? offers[0]);
    else if (event.key === 'Enter' && offer) take(offer);
    else if (event.key === 'Enter') submit();
    else if (event.key === 'Escape' && open) setOpen(false);
    else return;
    event.preventDefault();
  };
  const shown = offers.length > 0;
  return (
    <div
      className={styles.bar}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        setOpen(false);
        onLeave();
      }}
    >
      <TextInputGroup>
        <TextInputGroupMain
          innerRef={input}
          icon={<Icon name="search" />}
          value={text}
          type="text"
          role="combobox"
          isExpanded={shown}
          aria-controls={`${id}-offers`}
          aria-activedescendant={chosen >= 0 ? `${id}-${chosen}` : undefined}
          aria-label={t('Search machines')}
          placeholder={t('Search by name, or status:error node:node-1 …')}
          data-test="vm-search"
          onChange={(event, value) => {
            setCaret(event.currentTarget.selectionStart ?? value.length);
            // An empty field offers nothing by itself: the list below would be covered.
            setOpen(value !== '');
            setChosen(-1);
            onChange(value);
          }}
        />
        <TextInputGroupUtilities>
          {text !== '' && (
            <Button
              variant="plain"
              aria-label={t('Clear the search')}
              icon={<Icon name="times" />}
              onClick={() => onChange('')}
              data-test="clear-search"
            />
          )}
          <SearchHelp />
        </TextInputGroupUtilities>
      </TextInputGroup>
      {shown && (
        <ul id={`${id}-offers`} role="listbox" aria-label={t('Suggestions')} className={styles.offers}>
          {offers.map((offer, index) => (
            <li
              key={offer.label}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen}
              className={styles.offer}
              onMouseDown={(event) => (event.preventDefault(), take(offer))}
            >
              {offer.label}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
