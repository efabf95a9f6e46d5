-- A key that reads many persons is written down whole, then allowed by a second person, then made: until then it opens nothing.
alter table api_key alter column token_hash drop not null, alter column hint drop not null,
  -- how many persons it may be shown in a day; none: as many as anybody
  add column persons_a_day integer check (persons_a_day > 0),
  add check ((token_hash is null) = (hint is null));
