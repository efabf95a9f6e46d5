import { isForbidden } from './targets.ts'
import type { Mapping, Said } from './tables.ts'

/** What is known of the files of one system. Sources: each system's own help and files; see the guide. */
export type Preset = {
  name: string
  label: string
  /** Columns that together give it away. */
  marks: string[]
  dates: Said['dates']
  columns: Mapping
}

/** One address in several kinds: the first kind that is filled counts. */
function address(prefixes: string[], parts: Record<string, string>): Mapping {
  return Object.fromEntries(
    prefixes.flatMap((prefix) => Object.entries(parts).map(([part, target]) => [`${prefix}_${part}`, target])),
  )
}

const nationbuilder: Preset = {
  name: 'nationbuilder',
  label: 'NationBuilder',
  marks: ['nationbuilder_id', 'first_name', 'last_name'],
  dates: 'mdy',
  columns: {
    nationbuilder_id: 'id:nationbuilder',
    prefix: 'ignore',
    suffix: 'ignore',
    first_name: 'given_name',
    middle_name: 'middle_name',
    last_name: 'family_name',
    full_name: 'full_name',
    email: 'email',
    ...Object.fromEntries(
      [1, 2, 3, 4].flatMap((n) => [
        [`email${n}`, 'email'],
        [`email${n}_is_bad`, `email-bad:email${n}`],
      ]),
    ),
    email_opt_in: 'news',
    phone_number: 'phone',
    work_phone_number: 'phone',
    mobile_number: 'phone',
    fax_number: 'ignore',
    mobile_opt_in: 'calls',
    is_mobile_bad: 'phone-bad:mobile_number',
    do_not_call: 'no-calls',
    federal_donotcall: 'no-calls',
    do_not_contact: 'no-contact',
    language: 'locale',
    born_at: 'born_on',
    dob: 'born_on',
    note: 'note',
    tag_list: 'tags',
    created_at: 'consented_at',
    ...address(['primary', 'address', 'mailing', 'registered', 'home', 'user_submitted'], {
      address1: 'street',
      address2: 'ignore',
      address3: 'ignore',
      city: 'town',
      state: 'ignore',
      zip: 'postal_code',
      country: 'country',
      country_code: 'country',
    }),
    ...address(
      ['primary_address', 'mailing_address', 'registered_address', 'home_address', 'user_submitted_address', 'billing_address'],
      {
        address1: 'street',
        city: 'town',
        zip: 'postal_code',
        country_code: 'country',
      },
    ),
    primary_address1: 'street',
    billing_address1: 'ignore',
  },
}

const actionNetwork: Preset = {
  name: 'action-network',
  label: 'Action Network',
  marks: ['email', 'can2_user_tags'],
  dates: 'iso',
  columns: {
    uuid: 'id:action_network',
    first_name: 'given_name',
    last_name: 'family_name',
    email: 'email',
    zip_code: 'postal_code',
    can2_phone: 'phone',
    phone: 'phone',
    'phone number': 'phone',
    can2_user_address: 'street',
    can2_user_city: 'town',
    can2_user_state: 'ignore',
    can2_state_abbreviated: 'ignore',
    can2_county: 'ignore',
    county: 'ignore',
    country: 'country',
    can2_user_tags: 'tags',
    can2_subscription_status: 'status',
    can2_subscription_date: 'consented_at',
    can2_sms_status: 'calls',
    can2_lifetime_value: 'ignore',
  },
}

/** The 84 "primary fields" of a contact export, in its order (labels of CiviCRM's own export test). */
export const CIVICRM_COLUMNS =
  'Contact ID|Contact Type|Contact Subtype|Do Not Email|Do Not Phone|Do Not Mail|Do Not Sms|Do Not Trade|No Bulk Emails (User Opt Out)|Legal Identifier|External Identifier|Sort Name|Display Name|Nickname|Legal Name|Image Url|Preferred Communication Method|Preferred Language|Preferred Mail Format|Contact Hash|Contact Source|First Name|Middle Name|Last Name|Individual Prefix|Individual Suffix|Formal Title|Communication Style|Email Greeting ID|Postal Greeting ID|Addressee ID|Job Title|Gender|Birth Date|Deceased|Deceased Date|Household Name|Organization Name|Sic Code|Unique ID (OpenID)|Current Employer ID|Contact is in Trash|Created Date|Modified Date|Addressee|Email Greeting|Postal Greeting|Current Employer|Location Type|Street Address|Street Number|Street Number Suffix|Street Name|Street Unit|Supplemental Address 1|Supplemental Address 2|Supplemental Address 3|City|Postal Code Suffix|Postal Code|Latitude|Longitude|Is Manually Geocoded|Address Name|Master Address Belongs To|County|State|Country|Phone|Phone Extension|Phone Type|Email|On Hold|Use for Bulk Mail|Signature Text|Signature Html|IM Provider|IM Screen Name|OpenID|World Region|Website|Group(s)|Tag(s)|Note(s)'.split(
    '|',
  )

const CIVICRM_TARGETS: Mapping = {
  'contact id': 'id:civicrm',
  contact_id: 'id:civicrm',
  'external identifier': 'ignore',
  'do not email': 'no-news',
  do_not_email: 'no-news',
  'no bulk emails (user opt out)': 'no-news',
  is_opt_out: 'no-news',
  'do not phone': 'no-calls',
  do_not_phone: 'no-calls',
  'do not sms': 'no-calls',
  do_not_sms: 'no-calls',
  'preferred language': 'locale',
  preferred_language: 'locale',
  'first name': 'given_name',
  first_name: 'given_name',
  'middle name': 'middle_name',
  middle_name: 'middle_name',
  'last name': 'family_name',
  last_name: 'family_name',
  'birth date': 'born_on',
  birth_date: 'born_on',
  'street address': 'street',
  street_address: 'street',
  city: 'town',
  'postal code': 'postal_code',
  postal_code: 'postal_code',
  country: 'country',
  phone: 'phone',
  email: 'email',
  'on hold': 'email-bad:email',
  on_hold: 'email-bad:email',
  'group(s)': 'tags',
  groups: 'tags',
  'tag(s)': 'tags',
  tags: 'tags',
  'note(s)': 'note',
  notes: 'note',
  'created date': 'consented_at',
  created_date: 'consented_at',
}

const civicrm: Preset = {
  name: 'civicrm',
  label: 'CiviCRM',
  marks: ['contact id', 'contact type', 'no bulk emails (user opt out)'],
  dates: 'iso',
  columns: { ...Object.fromEntries(CIVICRM_COLUMNS.map((column) => [column.toLowerCase(), 'ignore'])), ...CIVICRM_TARGETS },
}

const mailchimp: Preset = {
  name: 'mailchimp',
  label: 'Mailchimp',
  marks: ['email address', 'leid', 'euid'],
  dates: 'iso',
  columns: {
    'email address': 'email',
    email: 'email',
    'first name': 'given_name',
    'last name': 'family_name',
    address: 'ignore',
    phone: 'phone',
    'phone number': 'phone',
    tags: 'tags',
    notes: 'note',
    cc: 'country',
    optin_time: 'consented_at',
    confirm_time: 'consented_at',
    euid: 'id:mailchimp',
    ...Object.fromEntries(
      'member_rating optin_ip confirm_ip latitude longitude gmtoff dstoff timezone region last_changed leid unsub_time unsub_campaign_title unsub_campaign_id unsub_reason unsub_reason_other clean_time clean_campaign_title clean_campaign_id birthday'
        .split(' ')
        .map((column) => [column, 'ignore']),
    ),
  },
}

const actionkit: Preset = {
  name: 'actionkit',
  label: 'ActionKit',
  marks: ['email', 'akid'],
  dates: 'iso',
  columns: {
    akid: 'id:actionkit',
    user_id: 'id:actionkit',
    email: 'email',
    prefix: 'ignore',
    first: 'given_name',
    first_name: 'given_name',
    middle: 'middle_name',
    last: 'family_name',
    last_name: 'family_name',
    suffix: 'ignore',
    address1: 'street',
    address2: 'ignore',
    city: 'town',
    state: 'ignore',
    region: 'ignore',
    postal: 'postal_code',
    zip: 'postal_code',
    plus4: 'ignore',
    country: 'country',
    source: 'ignore',
    lang: 'locale',
    rand_id: 'ignore',
    subscription_status: 'status',
    created_at: 'consented_at',
  },
}

/** Names that people give columns in spreadsheets of their own, in three languages. */
const plain: Preset = {
  name: 'plain',
  label: 'CSV',
  marks: [],
  dates: 'dmy',
  columns: Object.fromEntries(
    Object.entries({
      given_name: 'prenom|prénom|first name|firstname|first_name|given name|given_name|nombre|nombre de pila',
      family_name: 'nom|nom de famille|last name|lastname|last_name|surname|family name|family_name|apellido|apellidos',
      full_name: 'nom complet|name|full name|nombre completo|nom et prénom|nom prénom',
      email:
        'email|e-mail|mail|courriel|adresse e-mail|adresse mail|adresse email|email address|correo|correo electrónico|correo electronico',
      phone: 'telephone|téléphone|tel|tél|portable|mobile|phone|phone number|teléfono|telefono|móvil|movil',
      street: 'adresse|rue|address|street|dirección|direccion|calle',
      postal_code: 'code postal|cp|postal code|postcode|zip|código postal|codigo postal',
      town: 'ville|commune|city|town|ciudad|municipio|localidad',
      country: 'pays|country|país|pais',
      locale: 'langue|language|idioma',
      born_on: 'date de naissance|birth date|birthdate|date of birth|fecha de nacimiento',
      tags: 'tags|étiquettes|etiquettes|mots-clés|etiquetas',
      note: 'note|notes|remarque|remarques|commentaire|notas',
      news: 'newsletter|infolettre|news|opt in|opt-in|optin|abonné|abonnée|abonné·e|accepte les nouvelles|accepte les e-mails|accepte les mails|subscribed|wants news|agrees to news|boletín|boletin|acepta noticias|acepta correos|suscrito',
      calls: 'accepte les appels|accepte les sms|sms|calls|agrees to calls|acepta llamadas',
      consented_at:
        "inscrit le|inscrite le|date d’inscription|date d'inscription|date inscription|inscription|signed up|signup date|sign-up date|subscribed at|created at|fecha de inscripción|fecha de inscripcion|fecha de alta",
    }).flatMap(([target, names]) => names.split('|').map((name) => [name, target])),
  ),
}

const PRESETS: Preset[] = [nationbuilder, actionNetwork, civicrm, mailchimp, actionkit, plain]

export function findPreset(name: string | null): Preset {
  return PRESETS.find((preset) => preset.name === name) ?? plain
}

/** The system that a header gives away; the plain one when it is nobody's. */
export function recognise(header: string[]): Preset {
  const names = new Set(header.map(plainName))
  return PRESETS.find(({ marks }) => marks.length > 0 && marks.every((mark) => names.has(mark))) ?? plain
}

/** What each column becomes, to begin with. What nobody knows waits for a decision: it is not read. */
export function mappingFor(header: string[], preset: Preset): Mapping {
  return Object.fromEntries(
    header.map((column) => [column, isForbidden(column) ? 'ignore' : (preset.columns[plainName(column)] ?? 'ignore')]),
  )
}

const plainName = (column: string) => column.trim().toLowerCase()
