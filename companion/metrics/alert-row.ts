type Severity = 'critical' | 'warning' | 'info';

/** One alert; what is the same for all of them is added when the rules are written. */
export interface AlertRow {
  alert: string;
  expr: string;
  for?: string;
  severity: Severity;
  /** `operator_health_impact`; none when absent. */
  impact?: 'critical' | 'warning';
  summary: string;
  description?: string;
  component?: 'kubevirt' | 'containerized-data-importer';
}
