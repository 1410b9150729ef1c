import { Divider, Dropdown, DropdownGroup, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsoleState } from '../session/types';
import type { VncScale } from '../vnc/vnc-screen';
import type { AnyConsole } from './console-objects';
import { download, stampedName } from './download';

export interface MoreMenuProps {
  console: AnyConsole;
  state: ConsoleState;
  vmName: string;
  viewOnly: boolean;
  onViewOnly(viewOnly: boolean): void;
  scale: VncScale;
  onScale(scale: VncScale): void;
  onNewWindow?: (() => void) | undefined;
}

async function savePicture(opened: AnyConsole, vmName: string): Promise<void> {
  if (opened.kind === 'serial') return download(new Blob([opened.text()], { type: 'text/plain' }), stampedName(vmName, 'txt', new Date()));
  const picture = await opened.screen.picture();
  if (picture) download(picture, stampedName(vmName, 'png', new Date()));
}

/** What is needed less often: size of the picture, watching only, saving what is seen. */
export function MoreMenu(props: MoreMenuProps) {
  const { t } = useTranslation('plugin__virtdeck');
  const [open, setOpen] = useState(false);
  const { console: opened, state, scale } = props;
  const choose = (act: () => void) => () => {
    setOpen(false);
    act();
  };
  const scales: [VncScale, string][] = [
    ['fit', t('Fit the window')],
    ['original', t('Original size')],
    ['resize', t('Resize the guest screen')],
  ];
  return (
    <Dropdown
      isOpen={open}
      onOpenChange={setOpen}
      popperProps={{ appendTo: 'inline', position: 'right' }}
      toggle={(toggle) => (
        <MenuToggle ref={toggle} isExpanded={open} onClick={() => setOpen(!open)}>
          {t('More')}
        </MenuToggle>
      )}
    >
      {props.onNewWindow && (
        <>
          <DropdownList>
            <DropdownItem onClick={choose(props.onNewWindow)}>{t('Open in new window')}</DropdownItem>
          </DropdownList>
          <Divider />
        </>
      )}
      {opened.kind === 'vnc' ? (
        <>
          <DropdownGroup label={t('Picture')}>
            <DropdownList>
              {scales.map(([value, label]) => (
                <DropdownItem key={value} isSelected={scale === value} onClick={choose(() => props.onScale(value))}>
                  {label}
                </DropdownItem>
              ))}
            </DropdownList>
          </DropdownGroup>
          <Divider />
          <DropdownList>
            <DropdownItem isSelected={props.viewOnly} onClick={choose(() => props.onViewOnly(!props.viewOnly))}>
              {t('View only')}
            </DropdownItem>
            <DropdownItem isDisabled={state.phase !== 'connected'} onClick={choose(() => void savePicture(opened, props.vmName))}>
              {t('Download screenshot')}
            </DropdownItem>
          </DropdownList>
        </>
      ) : (
        <DropdownList>
          <DropdownItem onClick={choose(() => void savePicture(opened, props.vmName))}>{t('Download output')}</DropdownItem>
          <DropdownItem onClick={choose(() => opened.clear())}>{t('Clear the terminal')}</DropdownItem>
        </DropdownList>
      )}
    </Dropdown>
  );
}
