/** The tiers of OpenAI's schema. Typed clients know no other: those of other servers are none (Q-CC-05). */
export const SERVICE_TIERS = ['default', 'auto', 'flex', 'scale', 'priority', 'fast', 'ultrafast'] as const
