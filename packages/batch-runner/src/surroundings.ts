/** What a run of the command touches of its process, so that a program can run it without starting one. */
export interface Surroundings {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** When it is asked to stop, by Ctrl+C as a rule: only what goes on until then listens for it. */
  readonly stopped?: () => Promise<void>;
}
