-- Who said yes, as a file of another system has it, without a date or the words: no consent (GDPR art. 7.1). She is to be asked again.
create table unproved_consent (
  person_id uuid not null references person (id) on delete cascade,
  purpose text not null check (purpose ~ '^[a-z][a-z-]{1,39}$'),
  asked_at timestamptz,
  wording_text text,
  evidence text not null,
  collected_at timestamptz not null,
  primary key (person_id, purpose)
);
create index on unproved_consent (purpose, person_id);
create index on unproved_consent (evidence);
comment on table unproved_consent is 'people/ledger';
