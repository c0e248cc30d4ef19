import { Component, type ReactNode } from "react";
import { ErrorNotice } from "../parts/error-notice.tsx";

/** Limits an error of one page to this page. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return <ErrorNotice error={this.state.error} onRetry={() => this.setState({ error: undefined })} />;
  }
}
