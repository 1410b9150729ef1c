/**
 * Field numbers of the messages clients send for core kinds, as Kubernetes' generated.proto files number them.
 * A field is written `number name type`: string, int, bool, bytes, time, microtime, quantity, intOrString or a message;
 * `[]` before the type for lists, `{}` for maps from strings.
 */
type Table = Record<string, string>;

const meta: Table = {
  ObjectMeta:
    '1 name string, 2 generateName string, 3 namespace string, 4 selfLink string, 5 uid string, 6 resourceVersion string, 7 generation int, 8 creationTimestamp time, 9 deletionTimestamp time, 10 deletionGracePeriodSeconds int, 11 labels {}string, 12 annotations {}string, 13 ownerReferences []OwnerReference, 14 finalizers []string, 17 managedFields []ManagedFieldsEntry',
  OwnerReference: '1 kind string, 3 name string, 4 uid string, 5 apiVersion string, 6 controller bool, 7 blockOwnerDeletion bool',
  ManagedFieldsEntry: '1 manager string, 2 operation string, 3 apiVersion string, 4 time time, 6 fieldsType string, 7 fieldsV1 raw, 8 subresource string',
  LabelSelector: '1 matchLabels {}string, 2 matchExpressions []LabelSelectorRequirement',
  LabelSelectorRequirement: '1 key string, 2 operator string, 3 values []string',
  DeleteOptions: '1 gracePeriodSeconds int, 2 preconditions Preconditions, 3 orphanDependents bool, 4 propagationPolicy string, 5 dryRun []string',
  Preconditions: '1 uid string, 2 resourceVersion string',
  Condition: '1 type string, 2 status string, 3 observedGeneration int, 4 lastTransitionTime time, 5 reason string, 6 message string',
};

const core: Table = {
  LocalObjectReference: '1 name string',
  ObjectReference: '1 kind string, 2 namespace string, 3 name string, 4 uid string, 5 apiVersion string, 6 resourceVersion string, 7 fieldPath string',
  Namespace: '1 metadata ObjectMeta, 2 spec NamespaceSpec, 3 status NamespaceStatus',
  NamespaceSpec: '1 finalizers []string',
  NamespaceStatus: '1 phase string',
  ConfigMap: '1 metadata ObjectMeta, 2 data {}string, 3 binaryData {}bytes, 4 immutable bool',
  Secret: '1 metadata ObjectMeta, 2 data {}bytes, 3 type string, 4 stringData {}string, 5 immutable bool',
  ServiceAccount: '1 metadata ObjectMeta, 2 secrets []ObjectReference, 3 imagePullSecrets []LocalObjectReference, 4 automountServiceAccountToken bool',
  Service: '1 metadata ObjectMeta, 2 spec ServiceSpec, 3 status ServiceStatus',
  ServiceStatus: '1 loadBalancer Empty',
  ServiceSpec:
    '1 ports []ServicePort, 2 selector {}string, 3 clusterIP string, 4 type string, 5 externalIPs []string, 7 sessionAffinity string, 8 loadBalancerIP string, 9 loadBalancerSourceRanges []string, 10 externalName string, 11 externalTrafficPolicy string, 12 healthCheckNodePort int, 13 publishNotReadyAddresses bool, 17 ipFamilyPolicy string, 18 clusterIPs []string, 19 ipFamilies []string, 20 allocateLoadBalancerNodePorts bool, 21 loadBalancerClass string, 22 internalTrafficPolicy string, 23 trafficDistribution string',
  ServicePort: '1 name string, 2 protocol string, 3 port int, 4 targetPort intOrString, 5 nodePort int, 6 appProtocol string',
  ResourceQuota: '1 metadata ObjectMeta, 2 spec ResourceQuotaSpec, 3 status ResourceQuotaStatus',
  ResourceQuotaSpec: '1 hard {}quantity, 2 scopes []string',
  ResourceQuotaStatus: '1 hard {}quantity, 2 used {}quantity',
  PersistentVolumeClaim: '1 metadata ObjectMeta, 2 spec PersistentVolumeClaimSpec, 3 status PersistentVolumeClaimStatus',
  PersistentVolumeClaimSpec:
    '1 accessModes []string, 2 resources ResourceRequirements, 3 volumeName string, 4 selector LabelSelector, 5 storageClassName string, 6 volumeMode string, 7 dataSource TypedLocalObjectReference, 8 dataSourceRef TypedObjectReference, 9 volumeAttributesClassName string',
  PersistentVolumeClaimStatus: '1 phase string, 2 accessModes []string, 3 capacity {}quantity',
  Event:
    '1 metadata ObjectMeta, 2 involvedObject ObjectReference, 3 reason string, 4 message string, 5 source EventSource, 6 firstTimestamp time, 7 lastTimestamp time, 8 count int, 9 type string, 10 eventTime microtime, 11 series EventSeries, 12 action string, 13 related ObjectReference, 14 reportingComponent string, 15 reportingInstance string',
  EventSource: '1 component string, 2 host string',
  EventSeries: '1 count int, 2 lastObservedTime microtime',
};

const pods: Table = {
  Pod: '1 metadata ObjectMeta, 2 spec PodSpec, 3 status UnreadStatus',
  Volume: '1 name string, 2 inline VolumeSource',
  VolumeSource:
    '1 hostPath HostPathVolumeSource, 2 emptyDir EmptyDirVolumeSource, 6 secret SecretVolumeSource, 10 persistentVolumeClaim PersistentVolumeClaimVolumeSource',
  HostPathVolumeSource: '1 path string, 2 type string',
  EmptyDirVolumeSource: '1 medium string',
  SecretVolumeSource: '1 secretName string, 3 defaultMode int, 4 optional bool',
  PersistentVolumeClaimVolumeSource: '1 claimName string, 2 readOnly bool',
  VolumeMount: '1 name string, 2 readOnly bool, 3 mountPath string, 4 subPath string, 5 mountPropagation string, 6 subPathExpr string, 7 recursiveReadOnly string',
  Toleration: '1 key string, 2 operator string, 3 value string, 4 effect string, 5 tolerationSeconds int',
  PodTemplateSpec: '1 metadata ObjectMeta, 2 spec PodSpec',
  PodSpec:
    '1 volumes []Volume, 2 containers []Container, 3 restartPolicy string, 4 terminationGracePeriodSeconds int, 5 activeDeadlineSeconds int, 6 dnsPolicy string, 7 nodeSelector {}string, 8 serviceAccountName string, 9 serviceAccount string, 10 nodeName string, 11 hostNetwork bool, 12 hostPID bool, 13 hostIPC bool, 14 securityContext Empty, 15 imagePullSecrets []LocalObjectReference, 16 hostname string, 17 subdomain string, 19 schedulerName string, 20 initContainers []Container, 21 automountServiceAccountToken bool, 22 tolerations []Toleration, 24 priorityClassName string, 25 priority int, 27 shareProcessNamespace bool, 29 runtimeClassName string, 30 enableServiceLinks bool, 31 preemptionPolicy string',
  Container:
    '1 name string, 2 image string, 3 command []string, 4 args []string, 5 workingDir string, 6 ports []ContainerPort, 7 env []EnvVar, 8 resources ResourceRequirements, 9 volumeMounts []VolumeMount, 13 terminationMessagePath string, 14 imagePullPolicy string, 16 stdin bool, 17 stdinOnce bool, 18 tty bool, 20 terminationMessagePolicy string',
  ContainerPort: '1 name string, 2 hostPort int, 3 containerPort int, 4 protocol string, 5 hostIP string',
  EnvVar: '1 name string, 2 value string',
  ResourceRequirements: '1 limits {}quantity, 2 requests {}quantity',
  Empty: '',
  UnreadStatus: '',
};

const workloads: Table = {
  Deployment: '1 metadata ObjectMeta, 2 spec DeploymentSpec, 3 status DeploymentStatus',
  DeploymentSpec:
    '1 replicas int, 2 selector LabelSelector, 3 template PodTemplateSpec, 4 strategy DeploymentStrategy, 5 minReadySeconds int, 6 revisionHistoryLimit int, 7 paused bool, 9 progressDeadlineSeconds int',
  DeploymentStrategy: '1 type string, 2 rollingUpdate RollingUpdateDeployment',
  RollingUpdateDeployment: '1 maxUnavailable intOrString, 2 maxSurge intOrString',
  DeploymentStatus:
    '1 observedGeneration int, 2 replicas int, 3 updatedReplicas int, 4 availableReplicas int, 5 unavailableReplicas int, 7 readyReplicas int, 8 collisionCount int',
  Job: '1 metadata ObjectMeta, 2 spec JobSpec, 3 status JobStatus',
  JobSpec:
    '1 parallelism int, 2 completions int, 3 activeDeadlineSeconds int, 4 selector LabelSelector, 5 manualSelector bool, 6 template PodTemplateSpec, 7 backoffLimit int, 8 ttlSecondsAfterFinished int, 9 completionMode string, 10 suspend bool',
  JobStatus: '2 startTime time, 3 completionTime time, 4 active int, 5 succeeded int, 6 failed int',
  CronJob: '1 metadata ObjectMeta, 2 spec CronJobSpec, 3 status CronJobStatus',
  CronJobSpec:
    '1 schedule string, 2 startingDeadlineSeconds int, 3 concurrencyPolicy string, 4 suspend bool, 5 jobTemplate JobTemplateSpec, 6 successfulJobsHistoryLimit int, 7 failedJobsHistoryLimit int, 8 timeZone string',
  JobTemplateSpec: '1 metadata ObjectMeta, 2 spec JobSpec',
  CronJobStatus: '1 active []ObjectReference, 4 lastScheduleTime time, 5 lastSuccessfulTime time',
  PodDisruptionBudget: '1 metadata ObjectMeta, 2 spec PodDisruptionBudgetSpec, 3 status PodDisruptionBudgetStatus',
  PodDisruptionBudgetSpec: '1 minAvailable intOrString, 2 selector LabelSelector, 3 maxUnavailable intOrString, 4 unhealthyPodEvictionPolicy string',
  PodDisruptionBudgetStatus: '1 observedGeneration int, 3 disruptionsAllowed int, 4 currentHealthy int, 5 desiredHealthy int, 6 expectedPods int, 7 conditions []Condition',
  PriorityClass: '1 metadata ObjectMeta, 2 value int, 3 globalDefault bool, 4 description string, 5 preemptionPolicy string',
  StorageClass:
    '1 metadata ObjectMeta, 2 provisioner string, 3 parameters {}string, 4 reclaimPolicy string, 5 mountOptions []string, 6 allowVolumeExpansion bool, 7 volumeBindingMode string',
  Lease: '1 metadata ObjectMeta, 2 spec LeaseSpec',
  LeaseSpec: '1 holderIdentity string, 2 leaseDurationSeconds int, 3 acquireTime microtime, 4 renewTime microtime, 5 leaseTransitions int',
  Scale: '1 metadata ObjectMeta, 2 spec ScaleSpec, 3 status ScaleStatus',
  ScaleSpec: '1 replicas int',
  ScaleStatus: '1 replicas int, 2 selector string',
};

const networking: Table = {
  Ingress: '1 metadata ObjectMeta, 2 spec IngressSpec, 3 status IngressStatus',
  IngressSpec: '1 defaultBackend IngressBackend, 2 tls []IngressTLS, 3 rules []IngressRule, 4 ingressClassName string',
  IngressStatus: '1 loadBalancer Empty',
  IngressBackend: '3 resource TypedLocalObjectReference, 4 service IngressServiceBackend',
  TypedLocalObjectReference: '1 apiGroup string, 2 kind string, 3 name string',
  TypedObjectReference: '1 apiGroup string, 2 kind string, 3 name string, 4 namespace string',
  IngressServiceBackend: '1 name string, 2 port ServiceBackendPort',
  ServiceBackendPort: '1 name string, 2 number int',
  IngressTLS: '1 hosts []string, 2 secretName string',
  IngressRule: '1 host string, 2 inline IngressRuleValue',
  IngressRuleValue: '1 http HTTPIngressRuleValue',
  HTTPIngressRuleValue: '1 paths []HTTPIngressPath',
  HTTPIngressPath: '1 path string, 2 backend IngressBackend, 3 pathType string',
};

const access: Table = {
  Role: '1 metadata ObjectMeta, 2 rules []PolicyRule',
  ClusterRole: '1 metadata ObjectMeta, 2 rules []PolicyRule, 3 aggregationRule AggregationRule',
  AggregationRule: '1 clusterRoleSelectors []LabelSelector',
  PolicyRule: '1 verbs []string, 2 apiGroups []string, 3 resources []string, 4 resourceNames []string, 5 nonResourceURLs []string',
  RoleBinding: '1 metadata ObjectMeta, 2 subjects []Subject, 3 roleRef RoleRef',
  ClusterRoleBinding: '1 metadata ObjectMeta, 2 subjects []Subject, 3 roleRef RoleRef',
  Subject: '1 kind string, 2 apiGroup string, 3 name string, 4 namespace string',
  RoleRef: '1 apiGroup string, 2 kind string, 3 name string',
  SelfSubjectAccessReview: '1 metadata ObjectMeta, 2 spec SelfSubjectAccessReviewSpec, 3 status ReviewStatus',
  SelfSubjectAccessReviewSpec: '1 resourceAttributes ResourceAttributes, 2 nonResourceAttributes NonResourceAttributes',
  SubjectAccessReview: '1 metadata ObjectMeta, 2 spec SubjectAccessReviewSpec, 3 status ReviewStatus',
  LocalSubjectAccessReview: '1 metadata ObjectMeta, 2 spec SubjectAccessReviewSpec, 3 status ReviewStatus',
  SubjectAccessReviewSpec: '1 resourceAttributes ResourceAttributes, 2 nonResourceAttributes NonResourceAttributes, 3 user string, 4 groups []string, 6 uid string',
  ResourceAttributes: '1 namespace string, 2 verb string, 3 group string, 4 version string, 5 resource string, 6 subresource string, 7 name string',
  NonResourceAttributes: '1 path string, 2 verb string',
  ReviewStatus: '1 allowed bool, 2 reason string, 3 evaluationError string, 4 denied bool',
  SelfSubjectRulesReview: '1 metadata ObjectMeta, 2 spec SelfSubjectRulesReviewSpec, 3 status UnreadStatus',
  SelfSubjectRulesReviewSpec: '1 namespace string',
  SelfSubjectReview: '1 metadata ObjectMeta, 2 status UnreadStatus',
  TokenReview: '1 metadata ObjectMeta, 2 spec TokenReviewSpec, 3 status UnreadStatus',
  TokenReviewSpec: '1 token string, 2 audiences []string',
  TokenRequest: '1 metadata ObjectMeta, 2 spec TokenRequestSpec, 3 status UnreadStatus',
  TokenRequestSpec: '1 audiences []string, 3 boundObjectRef BoundObjectReference, 4 expirationSeconds int',
  BoundObjectReference: '1 kind string, 2 apiVersion string, 3 name string, 4 uid string',
  Eviction: '1 metadata ObjectMeta, 2 deleteOptions DeleteOptions',
};

export interface FieldType {
  name: string;
  type: string;
  many: 'one' | 'list' | 'map';
}

function readTable(table: Table): Map<string, Map<number, FieldType>> {
  return new Map(
    Object.entries(table).map(([message, text]) => {
      const fields = text === '' ? [] : text.split(', ').map((field): [number, FieldType] => {
        const [number = '', name = '', type = ''] = field.split(' ');
        const many = type.startsWith('[]') ? 'list' : type.startsWith('{}') ? 'map' : 'one';
        return [Number(number), { name, type: many === 'one' ? type : type.slice(2), many }];
      });
      return [message, new Map(fields)];
    }),
  );
}

/** Message → field number → field. */
export const MESSAGES: ReadonlyMap<string, ReadonlyMap<number, FieldType>> = readTable({ ...meta, ...core, ...pods, ...workloads, ...networking, ...access });
