-- Somebody erased leaves the place empty that she was to fill: it says nothing of her, and goes when those in charge are told.
alter table station_post alter column volunteer_id drop not null;
alter table station_post drop constraint station_post_volunteer_id_election_id_fkey;
alter table station_post add foreign key (volunteer_id, election_id) references station_volunteer (id, election_id)
  on delete set null (volunteer_id);
create index station_post_alone on station_post (id) where volunteer_id is null;
