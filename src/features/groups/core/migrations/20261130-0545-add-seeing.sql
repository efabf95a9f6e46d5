-- From when on somebody sees the others of her group; null: she does. Whoever is in a group by now goes on seeing it.
alter table membership add column sees_from timestamptz;
