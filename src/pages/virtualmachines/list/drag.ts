import type { DragEvent } from 'react';
import type { VmRow } from '../../../domain/inventory/row';

/** Machines being dragged travel by key: other programs get nothing they could mistake for a text. */
const TYPE = 'application/x-virtdeck-machines';

export function dragRows(event: DragEvent, rows: readonly VmRow[]): void {
  event.dataTransfer.setData(TYPE, JSON.stringify(rows.map((row) => row.key)));
  event.dataTransfer.effectAllowed = 'move';
}

export function isMachineDrag(event: DragEvent): boolean {
  return event.dataTransfer.types.includes(TYPE);
}

/** The keys that were dropped. */
export function droppedKeys(event: DragEvent): string[] {
  try {
    const keys: unknown = JSON.parse(event.dataTransfer.getData(TYPE));
    return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
  } catch {
    return [];
  }
}
