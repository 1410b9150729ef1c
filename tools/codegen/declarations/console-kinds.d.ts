/** The console's own kinds that the typed packages leave out. */

export interface ObjectMeta {
  name?: string;
}

/** A link in one of the console's menus. */
export interface ConsoleLink {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: ConsoleLinkSpec;
}

export interface ConsoleLinkSpec {
  /** Of a link in the application menu. */
  applicationMenu?: ApplicationMenu;
  /** Where the link leads: https or mailto. */
  href: string;
  /** Where the link stands: ApplicationMenu, HelpMenu, UserMenu or NamespaceDashboard. */
  location: string;
  /** Of a link on the dashboard of namespaces. */
  namespaceDashboard?: NamespaceDashboard;
  /** The words of the link. */
  text: string;
}

export interface ApplicationMenu {
  /** A picture beside the link. */
  imageURL?: string;
  /** The heading the link stands under. */
  section: string;
}

export interface NamespaceDashboard {
  /** Namespaces by label. */
  namespaceSelector?: LabelSelector;
  /** Namespaces by name. */
  namespaces?: Array<string>;
}

export interface LabelSelector {
  matchExpressions?: Array<SelectorRequirement>;
  matchLabels?: { [key: string]: string };
}

export interface SelectorRequirement {
  key: string;
  /** In, NotIn, Exists or DoesNotExist. */
  operator: string;
  values?: Array<string>;
}

/** A banner above or below every page. */
export interface ConsoleNotification {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: ConsoleNotificationSpec;
}

export interface ConsoleNotificationSpec {
  /** CSS colour of the banner. */
  backgroundColor?: string;
  /** CSS colour of the words. */
  color?: string;
  link?: NotificationLink;
  /** BannerTop, BannerBottom or BannerTopBottom. */
  location?: string;
  /** The words of the banner. */
  text: string;
}

export interface NotificationLink {
  href: string;
  text: string;
}

/** A command line tool that the console offers for download. */
export interface ConsoleCLIDownload {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: ConsoleCLIDownloadSpec;
}

export interface ConsoleCLIDownloadSpec {
  /** What the tool is for; may hold markdown. */
  description: string;
  displayName: string;
  links: Array<DownloadLink>;
}

export interface DownloadLink {
  href: string;
  /** The words of the link; the address itself when left out. */
  text?: string;
}

/** A link to an outside log viewer on the pages of pods. */
export interface ConsoleExternalLogLink {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: ConsoleExternalLogLinkSpec;
}

export interface ConsoleExternalLogLinkSpec {
  /** Where the link leads, with variables like ${resourceName}. */
  hrefTemplate: string;
  /** Regular expression of the namespaces the link is for. */
  namespaceFilter?: string;
  text: string;
}

/** An example beside the YAML editor. */
export interface ConsoleYAMLSample {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: ConsoleYAMLSampleSpec;
}

export interface ConsoleYAMLSampleSpec {
  description: string;
  /** Only a part of a manifest. */
  snippet?: boolean;
  /** The kind the example is of. */
  targetResource: TargetResource;
  title: string;
  /** The example itself. */
  yaml: string;
}

export interface TargetResource {
  apiVersion?: string;
  kind?: string;
}

/** A guided tour in the console. */
export interface ConsoleQuickStart {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec: ConsoleQuickStartSpec;
}

export interface ConsoleQuickStartSpec {
  /** Rights without which the tour is not offered. */
  accessReviewResources?: Array<ReviewedResource>;
  /** Shown at the end. */
  conclusion?: string;
  /** One or two sentences for the card of the tour. */
  description: string;
  displayName: string;
  /** About how long the tour takes. */
  durationMinutes: number;
  /** A picture as data, base64. */
  icon?: string;
  introduction: string;
  /** Tours to go on with. */
  nextQuickStart?: Array<string>;
  /** What has to be there before. */
  prerequisites?: Array<string>;
  tags?: Array<string>;
  /** The steps, in order. */
  tasks: Array<QuickStartTask>;
}

export interface ReviewedResource {
  fieldSelector?: ReviewedSelector;
  group?: string;
  labelSelector?: ReviewedSelector;
  name?: string;
  namespace?: string;
  resource?: string;
  subresource?: string;
  verb?: string;
  version?: string;
}

export interface ReviewedSelector {
  rawSelector?: string;
  requirements?: Array<SelectorRequirement>;
}

export interface QuickStartTask {
  /** What to do; may hold markdown. */
  description: string;
  /** How to see whether it worked. */
  review?: QuickStartReview;
  /** What is said of the step afterwards. */
  summary?: QuickStartSummary;
  title: string;
}

export interface QuickStartReview {
  failedTaskHelp: string;
  instructions: string;
}

export interface QuickStartSummary {
  failed: string;
  success: string;
}
