import { normalise } from '#platform/text/normalise'

type Kind = 'email' | 'phone'

/** By what somebody does not want to be reached. */
export type Refusal = readonly Kind[]

const BOTH: Refusal = ['email', 'phone']

/** Of letters that come to many: to have left them says nothing of the telephone. French, English, Spanish, German. */
const LEFT_LIST =
  /\bunsub|\bopt(ed)? ?out\b|\bdesinscri|\bdesabonn|\bnon (abonne|inscrit)|\bbaja\b|\babgemeldet|\babmeldung|\bausgetragen|\bnicht abonniert/

/**
 * Ways of saying no before what is refused, in notes as in headers: «ne plus», «ne souhaite pas», «doesn’t». Not of every verb: «ne répond pas au téléphone» and
 * «n’a pas été contactée» tell what happened.
 */
const NOT = String.raw`\b(do(es)? not|don t|doesn t|no|never|ne ((veu\w+|souhait\w+|desir\w+) )?(pas|plus|jamais)|nunca|nicht|nie(mals)?|keine?n?)`

/** What nobody has done yet, and nobody refused: «never called», «has never been contacted», «nunca contactada», «noch nie angerufen». */
const NOT_YET =
  /\b(never|nunca)( (yet|before|been|ha|han|he|sido|fue))* (call|phon|telephon|text|contact|e ?mail|llamad|contactad|telefonead)(ed|[oa]s?)\b|\b(nie|niemals|nicht) (angerufen|kontaktiert)(?! (zu |werden|worden sein))/g

/** Of being reached at all. */
const LEFT_ALONE = new RegExp(
  String.raw`${NOT} (\w+ ){0,3}?((re)?contact\w*|kontakt\w*|solicit\w*|sollicit\w*|disturb\w*|derang\w*|molest\w+|storen|gestort)`,
)

const NO = String.raw`(${NOT}|\b((pas|plus|jamais) d(e|es)?|sin))( \w+){0,5}? `
const BY_MAIL = new RegExp(
  String.raw`${NO}(e ?mail(s|ed|ing)?|mailings?|bulk|courriels?|newsletters?|infolettres?|correos? (electronicos?|masivos?)|boletin\w*)\b`,
)
const BY_PHONE = new RegExp(
  String.raw`${NO}(phon(e|ed|ing)|call(s|ed|ing)?|sms|text(s|ed|ing)?|r?appel\w*|telephon\w*|llam\w+|telefon\w*|anruf\w*|angerufen)\b`,
)
const PHONE =
  /\b(sms|phone|telephon\w*|telefon\w*|mobile|movil|portable|handy|calls?|calling|donotcall|appels?|llamadas?|anrufe?)\b/
const MAIL = /\b(e ?mails?|mails?|mailings?|courriels?|correos?|newsletters?|infolettres?|boletin(es)?)\b/

/** Words that refuse in a header, and in free text may speak of anything: a tag «Stop au béton», a note on spam. */
const IN_A_HEADER =
  /\bstop\b|\bblack ?list|\bblock ?list|\bliste (noire|rouge)\b|\blista negra\b|\bopposition\b|\brefus|\brechaz|\brobinson\b|\bbloctel\b|\bdonotcall\b|\bwiderspruch|\bwiderrufen|\bablehn|\bspam\b|\bcomplain|\bplainte|\bsuppress|\bdesuscri/

/** Not to be looked at word by word: most cells of a file. */
const QUIET =
  /^(?!.*(?:(?<![a-z])(?:not?|don|doesn|never|pas|plus|jamais|sin|nunca|nicht|nie(?:mals)?|keine?n?)(?![a-z])|unsub|opt|inscri|abonn|baja|abgemeld|abmeld|ausgetrag))/is

/** What a text refuses that says of what it speaks: «ne plus appeler», «do not contact». */
export function refusalNamedIn(text: string): Refusal | undefined {
  if (QUIET.test(text)) return undefined
  const said = normalise(text).replace(NOT_YET, '')
  if (BY_PHONE.test(said)) return BY_MAIL.test(said) ? BOTH : ['phone']
  if (BY_MAIL.test(said)) return ['email']
  return LEFT_ALONE.test(said) ? BOTH : undefined
}

/**
 * What a text refuses, wherever it stands in a file: a cell of any column, a tag, a note. Undefined: nothing that we read as a refusal. Rather one too many than one
 * overlooked.
 */
export function refusalIn(text: string): Refusal | undefined {
  if (QUIET.test(text)) return undefined
  const said = normalise(text)
  return refusalNamedIn(text) ?? (LEFT_LIST.test(said) ? listOf(said) : undefined)
}

/** What a column refuses for who has a mark in it. */
export function refusalOfHeader(header: string): Refusal | undefined {
  const said = normalise(header)
  return refusalIn(header) ?? (IN_A_HEADER.test(said) ? meantBy(said) : undefined)
}

const listOf = (said: string): Refusal => (PHONE.test(said) ? (MAIL.test(said) ? BOTH : ['phone']) : ['email'])

function meantBy(said: string): Refusal {
  if (PHONE.test(said) === MAIL.test(said)) return BOTH
  return PHONE.test(said) ? ['phone'] : ['email']
}
