import { Answers, Article, Button, Stack, Stats, TextLink } from '#ui/parts'
import type { T } from './texts.ts'

type SandboxProps = {
  t: T
  state: string
  plays: readonly (keyof typeof TONES)[]
  amount: string
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
export function SandboxPage({ t, state, plays, amount, description, action, back }: SandboxProps) {
  return (
    <Article title={t('payments.no-money')} lead={t('payments.sandbox-lead')}>
      <Stack>
        <Stats stats={[{ label: description, value: amount }]} />
        {plays.length > 0 && (
          <Answers action={action} fields={{}}>
            {plays.map((play) => (
              <Button key={play} tone={TONES[play]} name="play" value={play}>
                {t(play === 'pay' && state === 'pending' ? 'payments.play-arrive' : `payments.play-${play}`)}
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
