-- Which offers an organiser was shown today: for the ceiling of a day.
create table offer_look (
  person_id uuid not null references person (id) on delete cascade,
  offer_id uuid not null references offer (id) on delete cascade,
  day date not null,
  primary key (person_id, day, offer_id)
);

create index offer_look_day on offer_look (day);
create index offer_look_offer on offer_look (offer_id);
