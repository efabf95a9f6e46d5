import type { Locale } from '#platform/i18n/locales'
import { Headline, Lead, Small } from '#ui/parts'
import { OwnWords } from '#ui/profile'
import { Progress } from '#ui/table'

export type HeadProps = {
  title: string
  lead: string
  more: string[]
  /** In which language it was written, if it is not the reader's. */
  lang: Locale | undefined
  /** How much of the goal is there; undefined: too few gave for it to be told. */
  gauge: { part: number; words: string } | undefined
  people: string
  window: string | undefined
}

/** What a campaign is for, how much of its goal is there, and until when. */
export function CampaignHead({ title, lead, lang, gauge, people, window }: HeadProps) {
  return (
    <>
      <div lang={lang}>
        <Headline>{title}</Headline>
        <Lead>{lead}</Lead>
      </div>
      {gauge && <Progress value={gauge.part} most={100} label={gauge.words} />}
      <Small>{people}</Small>
      {window && <Small>{window}</Small>}
    </>
  )
}

/** The rest of what is said of it. */
export function CampaignStory({ more, lang }: Pick<HeadProps, 'more' | 'lang'>) {
  return more.length > 0 ? (
    <div lang={lang}>
      <OwnWords paragraphs={more} />
    </div>
  ) : null
}
