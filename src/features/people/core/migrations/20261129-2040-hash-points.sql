-- The keyed hash of the address, as the list of those to be left alone has it: the database compares, and never learns the key. Null until the program
-- has written it (`hashPoints`), and she is not reached by that address before.
alter table contact_point add column hash bytea;
create index contact_point_unhashed on contact_point (id) where hash is null;
