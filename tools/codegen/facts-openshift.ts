import type { JsonSchema } from '../../companion/kinds/definition';
import type { DefinitionFacts } from './facts';

const rules = (...all: [rule: string, message: string][]): JsonSchema => ({ 'x-kubernetes-validations': all.map(([rule, message]) => ({ rule, message })) });
const empty: JsonSchema = { maxLength: 0 };
const oneOf = (...values: unknown[]): JsonSchema => ({ enum: values });
const without = (properties: Record<string, JsonSchema>): JsonSchema => ({ not: { properties } });
const passthrough: JsonSchema = { properties: { termination: oneOf('passthrough') } };

/** What the interfaces of OpenShift's kinds cannot say. */
export const openshiftFacts: Record<string, DefinitionFacts> = {
  PluginContentSecurityPolicy: {
    members: {
      values: {
        items: {
          type: 'string',
          minLength: 1,
          maxLength: 1024,
          ...rules(
            ["!self.contains(\"'\")", 'CSP directive value cannot contain a quote'],
            ["!self.matches('\\\\s')", 'CSP directive value cannot contain a whitespace'],
            ["!self.contains(',')", 'CSP directive value cannot contain a comma'],
            ["!self.contains(';')", 'CSP directive value cannot contain a semi-colon'],
            ["self != '*'", 'CSP directive value cannot be a wildcard'],
          ),
        },
      },
    },
  },
  IngressSpec: { members: { domain: rules(['self == oldSelf', 'domain is immutable once set']) } },
  // Without TLS at the router there is no path to look at, and a wildcard needs a host.
  RouteSpec: {
    self: {
      allOf: [
        { anyOf: [{ properties: { path: empty } }, { properties: { tls: oneOf(null) } }, without({ tls: passthrough })] },
        { anyOf: [without({ host: empty }), without({ wildcardPolicy: oneOf('Subdomain') })] },
      ],
    },
  },
  RouteTLS: {
    self: {
      allOf: [
        { anyOf: [{ properties: { caCertificate: empty, certificate: empty, destinationCACertificate: empty, key: empty } }, { not: passthrough }] },
        { anyOf: [{ properties: { destinationCACertificate: empty } }, without({ termination: oneOf('edge') })] },
      ],
    },
  },
  RoutePort: { members: { targetPort: { allOf: [{ not: oneOf(0) }, { not: oneOf('') }] } } },
};
