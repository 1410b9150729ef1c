/** What extends the console, and templates. */

/** Code that is loaded into the console. */
export interface ConsolePlugin {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: ConsolePluginSpec;
}

export interface ConsolePluginSpec {
  /** Where its files come from. */
  backend: PluginBackend;
  /**
   * Sources its code may load from, in addition.
   * @listKeys directive
   * @maxItems 5
   * @rule self.map(x, x.values.map(y, y.size()).sum()).sum() < 8192 => the total combined size of values of all directives must not exceed 8192 (8kb)
   */
  contentSecurityPolicy?: Array<PluginContentSecurityPolicy>;
  /**
   * @minLength 1
   * @maxLength 128
   */
  displayName: string;
  i18n?: PluginI18n;
  /**
   * Services its code reaches below /api/proxy/plugin/.
   * @listType atomic
   */
  proxy?: Array<PluginProxy>;
}

export interface PluginBackend {
  service?: PluginFiles;
  type: 'Service';
}

export interface PluginFiles {
  /**
   * Path below which the files are.
   * @default "/"
   * @minLength 1
   * @maxLength 256
   * @pattern ^[a-zA-Z0-9.\-_~!$&'()*+,;=:@\/]*$
   */
  basePath?: string;
  /**
   * @minLength 1
   * @maxLength 128
   */
  name: string;
  /**
   * @minLength 1
   * @maxLength 128
   */
  namespace: string;
  /**
   * @minimum 1
   * @maximum 65535
   */
  port: number;
}

export interface PluginContentSecurityPolicy {
  directive: 'DefaultSrc' | 'ScriptSrc' | 'StyleSrc' | 'ImgSrc' | 'FontSrc' | 'ConnectSrc';
  /**
   * @listType atomic
   * @minItems 1
   * @maxItems 16
   * @rule self.all(x, self.exists_one(y, x == y)) => each CSP directive value must be unique
   */
  values: Array<string>;
}

export interface PluginI18n {
  /** When its texts are loaded. */
  loadType: 'Preload' | 'Lazy' | '';
}

export interface PluginProxy {
  /**
   * Its name in the path.
   * @minLength 1
   * @maxLength 128
   * @pattern ^[A-Za-z0-9-_]+$
   */
  alias: string;
  /**
   * Whether the token of the user is passed on.
   * @default "None"
   */
  authorization?: 'UserToken' | 'None';
  /** @pattern ^-----BEGIN CERTIFICATE-----([\s\S]*)-----END CERTIFICATE-----\s?$ */
  caCertificate?: string;
  endpoint: PluginEndpoint;
}

export interface PluginEndpoint {
  service?: PluginService;
  type: 'Service';
}

export interface PluginService {
  /**
   * @minLength 1
   * @maxLength 128
   */
  name: string;
  /**
   * @minLength 1
   * @maxLength 128
   */
  namespace: string;
  /**
   * @minimum 1
   * @maximum 65535
   */
  port: number;
}

/** Something to begin with: a repository or an image. */
export interface ConsoleSample {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: ConsoleSampleSpec;
}

export interface ConsoleSampleSpec {
  /**
   * One sentence.
   * @maxLength 100
   */
  abstract: string;
  /**
   * All there is to say, in Markdown.
   * @maxLength 4096
   */
  description: string;
  /**
   * A data URL.
   * @maxLength 14000
   * @pattern ^data:([a-z/\.+0-9]*;(([-a-zA-Z0-9=])*;)?)?base64,
   */
  icon?: string;
  /** @maxLength 50 */
  provider?: string;
  source: SampleSource;
  /**
   * @listType set
   * @maxItems 10
   */
  tags?: Array<string>;
  /**
   * @minLength 1
   * @maxLength 50
   */
  title: string;
  /** @maxLength 20 */
  type?: string;
}

/**
 * @rule self.type == 'GitImport' ? has(self.gitImport) : !has(self.gitImport) => source.gitImport is required when source.type is GitImport, and forbidden otherwise
 * @rule self.type == 'ContainerImport' ? has(self.containerImport) : !has(self.containerImport) => source.containerImport is required when source.type is ContainerImport, and forbidden otherwise
 */
export interface SampleSource {
  containerImport?: SampleImage;
  gitImport?: SampleRepository;
  type: 'GitImport' | 'ContainerImport';
}

export interface SampleImage {
  /**
   * @minLength 1
   * @maxLength 256
   */
  image: string;
  /** @default {"targetPort":8080} */
  service?: SampleService;
}

export interface SampleService {
  /**
   * @default 8080
   * @minimum 1
   * @maximum 65535
   */
  targetPort?: number;
}

export interface SampleRepository {
  repository: Repository;
  /** @default {"targetPort":8080} */
  service?: SampleService;
}

export interface Repository {
  /**
   * @maxLength 256
   * @pattern ^/
   */
  contextDir?: string;
  /** @maxLength 256 */
  revision?: string;
  /**
   * @minLength 1
   * @maxLength 256
   * @pattern ^https:\/\/(github.com|gitlab.com|bitbucket.org)\/[a-zA-Z0-9-]+\/[a-zA-Z0-9-]+(.git)?$
   */
  url: string;
}

/** Objects with parameters in them. */
export interface Template {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  /** Given to every object that is made. */
  labels?: { [key: string]: string };
  /** Told to who makes something of it; may name parameters. */
  message?: string;
  /** What is made; `${NAME}` stands for a text, `${{NAME}}` for a value. */
  objects: Array<Open>;
  parameters?: Array<TemplateParameter>;
}

export interface TemplateParameter {
  description?: string;
  displayName?: string;
  /** What `generate` makes a value from: `[a-z0-9]{8}`. */
  from?: string;
  /** `expression`, or none. */
  generate?: string;
  name: string;
  /** A value must be there in the end. */
  required?: boolean;
  value?: string;
}
