import i18next from 'i18next';
import type { BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';

/** Languages of the shell, by their own names. */
export const LANGUAGES: Record<string, string> = { en: 'English', fr: 'Français', zh: '中文' };

const STORAGE_KEY = 'bridge/last-language';

/** Translations come from the server: the shell's own under `host`, those of a plugin under `plugin__<name>`. */
const resources: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const query = new URLSearchParams({ lng: language, ns: namespace });
    fetch(`/locales/resource.json?${query}`)
      .then(async (response) => {
        if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
        done(null, await response.json());
      })
      .catch((error: unknown) => done(error instanceof Error ? error : String(error), false));
  },
};

/** Starts i18next with the settings of the OpenShift Console; English text is the key, so a missing file shows English. */
export async function startTranslations(pluginNamespaces: readonly string[]): Promise<void> {
  const language = startLanguage(localStorage.getItem(STORAGE_KEY), navigator.languages);
  document.documentElement.lang = language;
  await i18next
    .use(resources)
    .use(initReactI18next)
    .init({
      lng: language,
      load: 'languageOnly',
      fallbackLng: 'en',
      ns: ['host', ...pluginNamespaces],
      defaultNS: 'host',
      nsSeparator: '~',
      keySeparator: false,
      contextSeparator: '~',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
}

/** The remembered language, else the browser's first that we have, else English. */
export function startLanguage(remembered: string | null, preferred: readonly string[]): string {
  const candidates = [remembered, ...preferred].map((each) => each?.split('-')[0] ?? '');
  return candidates.find((each) => each in LANGUAGES) ?? 'en';
}

/** Changes the language of the page and remembers it. */
export async function changeLanguage(language: string): Promise<void> {
  localStorage.setItem(STORAGE_KEY, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}
