import { at, isRecord, strings, text } from '../domain/read';

/** What another plugin contributes to a menu. */
export interface ContributedAction {
  id: string;
  label: string;
  disabled: boolean;
  tooltip: string;
  insertBefore: readonly string[];
  insertAfter: readonly string[];
  /** What the person must be allowed to do. */
  access?: ContributedAccess;
  /** Does it; may throw, or answer with a promise that is rejected. */
  run(): unknown;
}

export interface ContributedAccess {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

/** What one plugin contributes, or why it could not say. */
export type Contribution = { actions: readonly ContributedAction[] } | { plugin: string; failure: string };

/** Hints may be one id or several. */
function hints(action: unknown, name: string): string[] {
  const one = text(action, name);
  return one === '' ? strings(action, name) : [one];
}

function follow(cta: unknown, navigate: (path: string) => void): unknown {
  if (typeof cta === 'function') return cta();
  const href = text(cta, 'href');
  if (href === '') return undefined;
  if (at(cta, 'external') === true) return window.open(href, '_blank', 'noopener');
  return navigate(href);
}

function readAccess(review: unknown): { access?: ContributedAccess } {
  const [verb, resource] = [text(review, 'verb'), text(review, 'resource')];
  if (verb === '' || resource === '') return {};
  const rest = ['subresource', 'namespace', 'name'].map((name) => [name, text(review, name)]).filter(([, value]) => value !== '');
  return { access: { verb, resource, group: text(review, 'group'), ...Object.fromEntries(rest) } };
}

/** The entries of another plugin, whatever it gave; what is no entry is left out. */
export function readActions(actions: unknown, navigate: (path: string) => void): ContributedAction[] {
  if (!Array.isArray(actions)) return [];
  return actions.filter(isRecord).map((action) => ({
    id: text(action, 'id'),
    label: text(action, 'label') || text(action, 'id'),
    disabled: action.disabled === true,
    tooltip: text(action, 'disabledTooltip') || text(action, 'tooltip'),
    insertBefore: hints(action, 'insertBefore'),
    insertAfter: hints(action, 'insertAfter'),
    ...readAccess(action.accessReview),
    run: () => follow(action.cta, navigate),
  }));
}
