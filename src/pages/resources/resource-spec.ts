import type { ReactNode } from 'react';
import type { KubeObject } from '../../../contracts/objects';
import type { AnyKind } from '../../k8s/types';

/** Translates a key; the same shape as react-i18next's `t`. */
export type Translate = (key: string, values?: Record<string, unknown>) => string;

/** A column besides name, namespace and age, which every list has. */
export interface ResourceColumn {
  id: string;
  title(t: Translate): string;
  cell(object: KubeObject, t: Translate): ReactNode;
  sort?(object: KubeObject): string | number;
  width?: number;
}

/** A line in the details besides those every object has. */
export interface ResourceFact {
  id: string;
  title(t: Translate): string;
  /** Undefined or '' shows a dash. */
  value(object: KubeObject, t: Translate): ReactNode;
}

/** A yes-or-no filter over a list. */
export interface ResourceFilter {
  id: string;
  title(t: Translate): string;
  matches(object: KubeObject): boolean;
}

/** Where the objects of a list come from; a page may join two kinds. */
export interface ResourceSource {
  kind: AnyKind;
  labelSelector?: string;
}

/** A kind as the generic pages show it. */
export interface ResourceSpec {
  /** The part of the URL that names it. */
  page: string;
  kind: AnyKind;
  /** A further kind in the same list. */
  also?: ResourceSource;
  labelSelector?: string;
  /** Namespaces that anyone may read such objects in, although they are nobody's project. */
  sharedFrom?: readonly string[];
  /** Pages with the same word stand beside each other as tabs. */
  family: string;
  title(t: Translate): string;
  /** One of it, as in “Create …”. */
  one(t: Translate): string;
  description?(t: Translate): string;
  columns: readonly ResourceColumn[];
  filters?: readonly ResourceFilter[];
  facts: readonly ResourceFact[];
  /** Why an object may not be changed here, in words. */
  lockedBecause?(object: KubeObject, t: Translate): string | undefined;
  /** What else goes when one is deleted. */
  deleteWarning?(object: KubeObject, t: Translate): string | undefined;
  /** The manifest a new one starts from; absent where nobody creates them by hand. */
  sample?(namespace: string): KubeObject & Record<string, unknown>;
}
