-- Moved here from people/core.
comment on table consent is 'people/ledger';
comment on table suppression is 'people/ledger';

-- A purpose is what a room declares: the ledger names none. `about`: the thing, where a purpose is of each.
alter table consent drop constraint consent_purpose_check, drop constraint consent_channel_check;
alter table consent add constraint consent_purpose check (purpose ~ '^[a-z][a-z-]{1,39}$'), add constraint consent_channel check (channel ~ '^[a-z][a-z-]{1,19}$');
alter table consent add column about uuid;
alter table suppression drop constraint suppression_purpose_check;

-- What groups, offers and the weekly mail kept each for themselves. The tables stay, always empty: archives of before bring rows of them.
comment on table membership_consent is 'people/ledger';
comment on table offer_consent is 'people/ledger';
comment on table weekly_consent is 'people/ledger';

create function gather_consents() returns void language sql as $$
  insert into consent (id, person_id, purpose, channel, about, action, wording_id, wording_text, locale, method, source, collected_at)
  select id, person_id, case what when 'shows_name' then 'group-name' when 'shows_contact' then 'group-contact' else 'group-organisers' end, 'shown', group_id,
    case when given then 'given' else 'withdrawn' end, wording_id, wording_text, locale, method, 'group', at from membership_consent
  union all
  select id, person_id, 'offer-' || whom, 'shown', null, case when given then 'given' else 'withdrawn' end, wording_id, wording_text, locale, 'web', 'offer', at
  from offer_consent
  union all
  select id, person_id, 'weekly', 'email', null, case when given then 'given' else 'withdrawn' end, wording_id, wording_text, locale, method, 'weekly', at
  from weekly_consent;
  delete from membership_consent;
  delete from offer_consent;
  delete from weekly_consent;
$$;

select gather_consents();
