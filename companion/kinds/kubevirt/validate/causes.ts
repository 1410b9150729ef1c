import type { StatusCause } from '../../../../contracts/objects';

/** Causes as KubeVirt's webhooks list them: the message stands alone, the field beside it. */
export const invalid = (field: string, message: string): StatusCause => ({ reason: 'FieldValueInvalid', message, field });
export const required = (field: string, message: string): StatusCause => ({ reason: 'FieldValueRequired', message, field });
export const duplicate = (field: string, message: string): StatusCause => ({ reason: 'FieldValueDuplicate', message, field });
export const notSupported = (field: string, message: string): StatusCause => ({ reason: 'FieldValueNotSupported', message, field });
export const notFound = (field: string, message: string): StatusCause => ({ reason: 'FieldValueNotFound', message, field });
export const forbidden = (field: string, message: string): StatusCause => ({ reason: 'FieldValueForbidden', message, field });

/** A cause when the condition holds. */
export function when(holds: boolean, cause: () => StatusCause): StatusCause[] {
  return holds ? [cause()] : [];
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What Kubernetes says about a text that is no DNS label; undefined when it is one. */
export function labelFault(text: string): string | undefined {
  if (text.length > 63) return 'must be no more than 63 characters';
  if (LABEL.test(text)) return undefined;
  const pattern = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
  return `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${pattern}')`;
}

export function subdomainFault(text: string): string | undefined {
  if (text.length > 253) return 'must be no more than 253 characters';
  if (SUBDOMAIN.test(text)) return undefined;
  const pattern = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
  return `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${pattern}')`;
}

export const PCI_ADDRESS = /^[\da-fA-F]{4}:[\da-fA-F]{2}:[01][\da-fA-F]\.[0-7]$/;
