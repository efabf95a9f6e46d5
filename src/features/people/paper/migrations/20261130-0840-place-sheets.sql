-- Towns and areas of which each has in it all the territory that the sheet is of: whoever is in charge of one of them sees it. First the territory of who
-- printed it; from its return on, of who says where it comes from. Null: the whole movement.
alter table sheet add column lies text[];
