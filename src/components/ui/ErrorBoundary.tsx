import { Button } from '@patternfly/react-core';
import { Component } from 'react';
import type { ReactNode } from 'react';
import { EmptyView } from './StateView';

interface ErrorBoundaryProps {
  title: string;
  retryLabel: string;
  children: ReactNode;
}

interface BoundaryState {
  failure: string | undefined;
}

/** A part that fails to draw says so, and leaves the rest of the page alone. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, BoundaryState> {
  override state: BoundaryState = { failure: undefined };

  static getDerivedStateFromError(thrown: unknown): BoundaryState {
    return { failure: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override render(): ReactNode {
    const { title, retryLabel, children } = this.props;
    if (this.state.failure === undefined) return children;
    const retry = <Button onClick={() => this.setState({ failure: undefined })}>{retryLabel}</Button>;
    return <EmptyView icon="danger" title={title} body={this.state.failure} actions={retry} />;
  }
}
