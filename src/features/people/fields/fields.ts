import { day, line, type Shape } from '#platform/http/field-shapes'

/** Forms that ask for fields of a person: of those in charge, on her page; her own; the one by which somebody met is written down. */
export type Form = 'staff' | 'own' | 'new'

/** A plain field of a person: what it holds, and all that becomes of it. It is called as its column, and its words as `fields.` and its name. */
export type Field = Shape<string | null> & {
  /** Where it is asked, read, exported, and how it is merged: by itself, or with her address. */
  part: 'who' | 'where'
  /** The forms that ask for it, and the pages beside them that show it. A form that does not ask leaves what is there. */
  asked: readonly Form[]
  /** Other software may always write it; with this it also gets it. */
  answered: boolean
  /** Whether audiences ask for it: a day by a span, a choice by what is chosen, a line as it is written. */
  criterion: boolean
  /** What other systems call it: headers in small letters, each with the systems; `plain`: spreadsheets of one's own. */
  headers: Record<string, string>
  /** Key of what is said of a row in whose file it could not be read, where that has words of its own. */
  unread?: string
  /** What browsers call it, where she types it herself. */
  autocomplete?: string
}

/**
 * The plain fields of a person, each once. Not here: names, places, language, consents and what the movement adds itself, which have rules of their own
 * (`fields.test.ts` says of each column why). A new one takes a column (`core/migrations`) and its words beside.
 */
export const FIELDS = {
  born_on: {
    ...day,
    part: 'who',
    asked: ['staff'],
    answered: true,
    criterion: true,
    unread: 'reading.row.born-unread',
    headers: {
      born_on: 'appui',
      born_at: 'nationbuilder',
      dob: 'nationbuilder',
      'birth date': 'civicrm plain',
      birth_date: 'civicrm',
      'date de naissance': 'civicrm plain',
      'né(e) le': 'plain',
      'né·e le': 'plain',
      'née le': 'plain',
      'né le': 'plain',
      'ne(e) le': 'plain',
      'date naissance': 'plain',
      birthdate: 'plain',
      'date of birth': 'plain',
      'fecha de nacimiento': 'civicrm plain',
      'fecha nacimiento': 'plain',
      geburtsdatum: 'civicrm plain',
    },
  },
  street: {
    ...line(200),
    part: 'where',
    asked: ['staff', 'own', 'new'],
    answered: false,
    criterion: false,
    headers: {
      street: 'appui plain',
      primary_address1: 'nationbuilder',
      address_address1: 'nationbuilder',
      mailing_address1: 'nationbuilder',
      registered_address1: 'nationbuilder',
      home_address1: 'nationbuilder',
      user_submitted_address1: 'nationbuilder',
      primary_address_address1: 'nationbuilder',
      mailing_address_address1: 'nationbuilder',
      registered_address_address1: 'nationbuilder',
      home_address_address1: 'nationbuilder',
      user_submitted_address_address1: 'nationbuilder',
      billing_address_address1: 'nationbuilder',
      can2_user_address: 'action-network',
      'street address': 'civicrm',
      street_address: 'civicrm',
      address1: 'actionkit',
      adresse: 'civicrm plain',
      rue: 'civicrm plain',
      address: 'plain',
      dirección: 'civicrm plain',
      direccion: 'plain',
      calle: 'civicrm plain',
      straße: 'civicrm plain',
      strasse: 'plain',
      straßenadresse: 'civicrm',
    },
    autocomplete: 'street-address',
  },
} as const satisfies Record<string, Field>

export type FieldName = keyof typeof FIELDS
/** Fields as their columns. */
export type FieldRow = Record<FieldName, string | null>
/** Those that other software gets. */
export type AnsweredName = { [N in FieldName]: (typeof FIELDS)[N]['answered'] extends true ? N : never }[FieldName]
