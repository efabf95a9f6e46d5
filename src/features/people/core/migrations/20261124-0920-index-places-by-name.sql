-- Who lives in a town, or under a postal code, by name: a range of an index, however many they are.
drop index person_place;
create index person_place_name on person (place_id, sort_name, id);
create index person_postal_code_name on person (postal_code, sort_name, id) where postal_code is not null;
