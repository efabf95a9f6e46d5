-- Who lives at one address of streets shares what is sent there.
create index person_home on person (place_id, lower(street)) where street is not null;
