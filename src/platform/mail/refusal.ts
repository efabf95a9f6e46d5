/** A server's answer that will not change (5xx, RFC 5321 §4.2.1). `isGone`: there is no such mailbox, as far as it says; what it says of itself, of us or of the letter is nothing about the mailbox. */
export type Refusal = { isGone: boolean; words: string }

/** Enhanced codes that say so of the mailbox (RFC 3463 §3.2, 3.3; RFC 7505): none of that name, no such host, no address, moved away, takes no mail, disabled. */
const GONE = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1'])
/** What servers without enhanced codes write beside 550, 551 and 553. */
const UNKNOWN =
  /(no such|unknown|invalid|non-?existent) (user|recipient|mailbox|address|account|local)|(user|recipient|mailbox|address|account)( \S+)?( is)? (unknown|not found|invalid|disabled|does not exist|doesn.t exist)|no mailbox here|unrouteable address|not our customer/i
/** These mean us, whatever else they say. */
const POLICY = /spam|block|black ?list|reputation|policy|denied|relay|spf|dkim|dmarc|greylist|rate|authenticat/i

/** Longest answer that is kept. */
const LONGEST = 300

/** What an answer to RCPT says, as the server wrote it: `550 5.1.1 <a@b>: Recipient address rejected`. */
export function readRefusal(answer: string): Refusal {
  const words = answer
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(words)?.[1]
  if (enhanced) return { isGone: GONE.has(enhanced), words }
  return { isGone: /^55[013]\b/.test(words) && UNKNOWN.test(words) && !POLICY.test(words), words }
}
