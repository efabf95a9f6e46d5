import type { Purpose } from '#people'
import type { Sharing } from './tables.ts'

const shown = {
  channels: ['shown'],
  basis: 'explicit-consent',
  asked: [],
  leavesAlone: false,
  renewed: null,
  selects: false,
  each: true,
} as const

/** What a member lets her group see of her, in each group by itself. */
export const SHARED: Record<Sharing, Purpose> = {
  organisers_see: {
    ...shown,
    key: 'group-organisers',
    name: {
      fr: 'Coordonnées pour l’animation du groupe',
      en: 'Contact details for organisers of a group',
      es: 'Datos de contacto para quienes animan el grupo',
    },
    wordings: [
      {
        fr: 'Les personnes qui animent ce groupe voient mon nom, mon adresse e-mail et mon téléphone, pour me joindre au sujet du groupe',
        en: 'The organisers of this group see my name, e-mail and phone, to reach me about the group',
        es: 'Quienes animan este grupo ven mi nombre, mi correo y mi teléfono, para localizarme por asuntos del grupo',
      },
    ],
  },
  shows_name: {
    ...shown,
    key: 'group-name',
    name: {
      fr: 'Nom de famille montré dans un groupe',
      en: 'Last name shown in a group',
      es: 'Apellidos mostrados en un grupo',
    },
    wordings: [
      {
        fr: 'Les membres de ce groupe voient mon nom de famille',
        en: 'The members of this group see my last name',
        es: 'Los miembros de este grupo ven mis apellidos',
      },
    ],
  },
  shows_contact: {
    ...shown,
    key: 'group-contact',
    name: {
      fr: 'Coordonnées montrées dans un groupe',
      en: 'Contact details shown in a group',
      es: 'Datos de contacto mostrados en un grupo',
    },
    wordings: [
      {
        fr: 'Les membres de ce groupe voient mon adresse e-mail et mon téléphone',
        en: 'The members of this group see my e-mail and phone',
        es: 'Los miembros de este grupo ven mi correo y mi teléfono',
      },
    ],
  },
}
