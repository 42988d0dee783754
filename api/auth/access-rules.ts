/** How the door is set; made from the settings by a main.ts. */
export interface AccessRules {
  /**
   * `always`: nobody comes in without a key. `once-made`: keys are asked for from the moment the first one was made,
   * also after all have ended; until then whoever reaches the server is let in.
   */
  readonly askForKeys: 'always' | 'once-made';
  /** The names the server goes by, in lower case without port; `any` where names prove nothing. */
  readonly hosts: ReadonlySet<string> | 'any';
  /** Of a key that has no limit of its own. */
  readonly requestsPerMinute: number;
}
