import type { ComponentChild } from 'preact'
import { CopyField } from '#ui/form'
import { Article, Button, ButtonLink, List, Section, Small, TextLink } from '#ui/parts'
import type { T } from './texts.ts'

type ConfirmProps = { t: T; name: string; agreed: string[]; phone: string | null; action: string }

/** What the link of the mail opens. Opening it changes nothing: mail scanners do; the button acts. */
export function ConfirmPage({ t, name, agreed, phone, action }: ConfirmProps) {
  return (
    <Article title={t('signing.confirm.title')} lead={t('signing.confirm.lead', { name })}>
      <p>{t('signing.confirm.you-agree')}</p>
      <List>
        {agreed.map((wording) => (
          <li key={wording}>{wording}</li>
        ))}
      </List>
      {phone && <p>{`${t('signing.sign.phone')} ${phone}`}</p>}
      <form method="post" action={action}>
        <Button>{t('signing.confirm.button')}</Button>
      </form>
    </Article>
  )
}

/** The link was used, replaced, or is too old. */
export function OverPage({ t, sign }: { t: T; sign: string }) {
  return (
    <Article title={t('signing.confirm.over-title')} lead={t('signing.confirm.over')}>
      <p>
        <ButtonLink href={sign} tone="plain">
          {t('signing.confirm.again')}
        </ButtonLink>
      </p>
    </Article>
  )
}

type ThanksProps = {
  t: T
  name: string
  rank: number
  area: string
  shareUrl: string
  movement: string
  home: string
  /** What she can do next, as rooms above draw it. */
  panels: ComponentChild[]
}

/** Confirmed: her number, and what comes next. */
export function ThanksPage({ t, name, rank, area, shareUrl, movement, home, panels }: ThanksProps) {
  const body = t('signing.thanks.mail-body', { movement, url: shareUrl })
  const mail = `mailto:?subject=${encodeURIComponent(movement)}&body=${encodeURIComponent(body)}`
  return (
    <Article title={t('signing.thanks.title', { name })} lead={t('signing.thanks.rank', { rank, area })}>
      {panels}
      <Section title={t('signing.thanks.next')}>
        <p>{t('signing.thanks.share')}</p>
        <CopyField
          id="share"
          label={t('signing.thanks.link')}
          value={shareUrl}
          copy={t('signing.thanks.copy')}
          copied={t('signing.thanks.copied')}
          share={t('signing.thanks.share-button')}
        />
        <p>
          <ButtonLink href={mail} tone="plain">
            {t('signing.thanks.mail')}
          </ButtonLink>
        </p>
      </Section>
      <Small>
        <TextLink href={home}>{t('signing.thanks.home')}</TextLink>
      </Small>
    </Article>
  )
}
