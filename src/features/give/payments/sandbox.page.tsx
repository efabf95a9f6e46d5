import { Answers, Article, Button, Stack, Stats, TextLink } from '#ui/parts'
import type { T } from './texts.ts'

type SandboxProps = {
  t: T
  state: string
  plays: readonly (keyof typeof TONES)[]
  amount: string
  /** Nothing is taken: what she would pay with is kept alone. */
  keeping: boolean
  description: string
  action: string
  back: string
}

const TONES = {
  pay: 'primary',
  wait: 'plain',
  refuse: 'danger',
  cancel: 'quiet',
  'later-pay': 'plain',
  'later-refuse': 'danger',
} as const

/** Plays a provider, and says so before anything else. */
export function SandboxPage({ t, state, plays, amount, keeping, description, action, back }: SandboxProps) {
  const pay = keeping ? 'payments.play-keep' : 'payments.play-pay'
  return (
    <Article title={t('payments.no-money')} lead={t('payments.sandbox-lead')}>
      <Stack>
        <Stats stats={[{ label: description, value: amount }]} />
        {plays.length > 0 && (
          <Answers action={action} fields={{}}>
            {plays.map((play) => (
              <Button key={play} tone={TONES[play]} name="play" value={play}>
                {t(play !== 'pay' ? `payments.play-${play}` : state === 'pending' ? 'payments.play-arrive' : pay)}
              </Button>
            ))}
          </Answers>
        )}
        {state !== 'open' && (
          <p>
            {state !== 'pending' && t('payments.played')} <TextLink href={back}>{t('payments.play-back')}</TextLink>
          </p>
        )}
      </Stack>
    </Article>
  )
}
