import {
  Alert,
  Button,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  InputGroup,
  InputGroupItem,
  TextArea,
  TextInput,
} from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/ui/Icon';
import type { Login } from '../../domain/catalog/cloud-init';
import { areSshKeys, hasLogin, isUserName } from '../../domain/catalog/cloud-init';
import { generatePassword } from '../../domain/catalog/machine-name';
import styles from './catalog.module.css';
import { FormSection } from './FormSection';

interface LoginFieldsProps {
  login: Login;
  /** The login would stand in the machine itself, for everyone who may read it. */
  isInside: boolean;
  onChange(login: Login): void;
}

/** How someone gets in; given to the guest by cloud-init at its first boot. */
export const LoginFields = ({ login, isInside, onChange }: LoginFieldsProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [isShown, setShown] = useState(false);
  const isUserWrong = !isUserName(login.user);
  const isKeyWrong = !areSshKeys(login.sshKey);
  const generate = (): void => {
    onChange({ ...login, password: generatePassword() });
    setShown(true);
  };
  return (
    <FormSection
      title={t('Login (optional)')}
      description={t('Given to the guest by cloud-init when it boots for the first time.')}
    >
      <div className={styles.fields}>
        <FormGroup label={t('User')} fieldId="catalog-user">
          <TextInput
            id="catalog-user"
            data-test="login-user"
            autoComplete="off"
            value={login.user}
            validated={isUserWrong ? 'error' : 'default'}
            onChange={(_event, user) => onChange({ ...login, user })}
          />
          {isUserWrong && <Wrong>{t('Small letters, digits, dashes and underscores; a letter first.')}</Wrong>}
        </FormGroup>
        <FormGroup label={t('Password')} fieldId="catalog-password">
          <InputGroup>
            <InputGroupItem isFill>
              <TextInput
                id="catalog-password"
                data-test="login-password"
                type={isShown ? 'text' : 'password'}
                autoComplete="new-password"
                value={login.password}
                onChange={(_event, password) => onChange({ ...login, password })}
              />
            </InputGroupItem>
            <InputGroupItem>
              <Button variant="control" onClick={() => setShown(!isShown)}>
                {isShown ? t('Hide') : t('Show')}
              </Button>
            </InputGroupItem>
            <InputGroupItem>
              <Button
                variant="control"
                aria-label={t('Generate a password')}
                data-test="generate-password"
                icon={<Icon name="restart" />}
                onClick={generate}
              />
            </InputGroupItem>
          </InputGroup>
        </FormGroup>
      </div>
      <FormGroup label={t('Public SSH keys')} fieldId="catalog-ssh">
        <TextArea
          id="catalog-ssh"
          data-test="login-ssh"
          rows={2}
          resizeOrientation="vertical"
          value={login.sshKey}
          validated={isKeyWrong ? 'error' : 'default'}
          placeholder="ssh-ed25519 AAAA…"
          onChange={(_event, sshKey) => onChange({ ...login, sshKey })}
        />
        {isKeyWrong && <Wrong>{t('One public key per line, such as the content of id_ed25519.pub.')}</Wrong>}
      </FormGroup>
      {isInside && hasLogin(login) && (
        <Alert
          isInline
          variant="warning"
          title={t(
            'You may not create Secrets here: the login is written into the machine, where everyone who may read the machine can read it.',
          )}
        />
      )}
    </FormSection>
  );
};

const Wrong = ({ children }: { children: string }) => (
  <FormHelperText>
    <HelperText isLiveRegion>
      <HelperTextItem variant="error">{children}</HelperTextItem>
    </HelperText>
  </FormHelperText>
);
