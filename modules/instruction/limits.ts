/** Limits of the instruction. */
export const limits = {
  /** Days in which the head publishes a text that differs from what the platform does. */
  publish_days: 14,
} as const
