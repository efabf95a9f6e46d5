import { defineQueue } from '#platform/jobs/queue'

/** What who asks is told. */
export type AskMailKind = 'confirm' | 'waits' | 'proposed' | 'agreed' | 'again' | 'paused' | 'reminder' | 'moved'
/** What who holds is told. */
export type HolderMailKind = 'asked' | 'agreed' | 'left' | 'established' | 'moved'

/** One mail. `about`: the match, or what else makes it another mail than one of its kind that left before. */
export const askMail = defineQueue<{ kind: AskMailKind; ask: string; about?: string }>('proxies.ask-mail')
export const holderMail = defineQueue<{ kind: HolderMailKind; holder: string; about?: string }>('proxies.holder-mail')

/** Brings those together who wait for a vote. */
export const matching = defineQueue<{ election: string }>('proxies.matching')
/** Silence, reminders, those who were erased, what the schedule finds to match; and everything of a vote that is over. */
export const proxyClock = defineQueue<object>('proxies.clock')
/** A vote was noted, moved or taken away. */
export const voteMoved = defineQueue<{ election: string }>('proxies.vote-moved')
/** Somebody was erased: the other is told, and matched anew. */
export const leftAlone = defineQueue<object>('proxies.left-alone')
