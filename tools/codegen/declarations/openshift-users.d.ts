/** Projects and people, as OpenShift serves them beside the API server. */

export interface ObjectMeta {
  name?: string;
}

/** A namespace, seen by those who may use it. */
export interface Project {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec?: ProjectSpec;
  status?: ProjectStatus;
}

export interface ProjectSpec {
  /** What has to happen before its end. */
  finalizers?: Array<string>;
}

export interface ProjectStatus {
  conditions?: Array<ProjectCondition>;
  /** Active or Terminating. */
  phase?: string;
}

export interface ProjectCondition {
  /** @format date-time */
  lastTransitionTime?: string;
  message?: string;
  reason?: string;
  status: string;
  type: string;
}

/** The wish to have a project; who makes it becomes its administrator. */
export interface ProjectRequest {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  /** What it is for. */
  description?: string;
  /** Its name for people. */
  displayName?: string;
}

/** Somebody who may log in. */
export interface User {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  fullName?: string;
  groups: Array<string>;
  /** Names of identities, with their provider. */
  identities?: Array<string>;
}

/** Users with a common name. */
export interface Group {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  /** Names of users. */
  users: Array<string>;
}

/** Who a provider of identities says a user is. */
export interface Identity {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  extra?: { [key: string]: string };
  providerName: string;
  providerUserName: string;
  user: IdentityUser;
}

export interface IdentityUser {
  name?: string;
  uid?: string;
  [member: string]: unknown;
}

/** A program that asks for tokens of users. */
export interface OAuthClient {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  accessTokenInactivityTimeoutSeconds?: number;
  accessTokenMaxAgeSeconds?: number;
  additionalSecrets?: Array<string>;
  /** auto or prompt: whether users are asked. */
  grantMethod?: string;
  redirectURIs?: Array<string>;
  respondWithChallenges?: boolean;
  scopeRestrictions?: Array<ScopeRestriction>;
  secret?: string;
}

export interface ScopeRestriction {
  [member: string]: unknown;
}

/** A token of the user who asks. */
export interface UserOAuthAccessToken {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  authorizeToken?: string;
  /** The program it was given to. */
  clientName?: string;
  /** Seconds after its creation. */
  expiresIn?: number;
  inactivityTimeoutSeconds?: number;
  redirectURI?: string;
  refreshToken?: string;
  scopes?: Array<string>;
  userName?: string;
  userUID?: string;
}
