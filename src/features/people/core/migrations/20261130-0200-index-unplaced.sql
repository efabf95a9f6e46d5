-- Those whose place nobody knows, by what was typed of it.
create function typed_place(country text, postal_code text, town text) returns text language sql immutable as
$$ select md5(country || '|' || coalesce(postal_code, '') || '|' || lower(coalesce(town, ''))) $$;

create index person_unplaced on person (typed_place(country, postal_code, town))
  where place_id is null and (postal_code is not null or town is not null);
