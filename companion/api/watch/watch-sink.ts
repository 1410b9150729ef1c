/** Where a watch's events go: an HTTP response or a WebSocket. */
export interface WatchSink {
  /** Sends frames in order; false when the reader is behind and `drained` will be called. */
  send(frames: Buffer[]): boolean;
  /** Orderly end of the stream. */
  end(): void;
  /** Cuts a reader off that does not read. */
  destroy(): void;
  onDrain(listener: () => void): void;
  onClose(listener: () => void): void;
}
