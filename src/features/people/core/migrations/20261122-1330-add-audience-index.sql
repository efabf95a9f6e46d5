-- For conditions that begin with a set of people (a tag, an activity): the rest of the answer beside the id, without the rows.
create index person_audience_id on person (id) include (department_id, place_id, country, locale, confirmed_on, agreed_mask, origin)
  where restricted_at is null;
