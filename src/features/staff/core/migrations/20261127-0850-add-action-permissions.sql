-- Recipes and votes are looked after for the whole movement; events and offers by who has charge of a territory.
update role set permissions = permissions || array['elections.edit'] where id = 'administrator';
update role set permissions = permissions || array['recipes.edit', 'events.see', 'events.moderate', 'offers.see', 'deeds.see'] where id in ('administrator', 'coordinator');
update role set permissions = permissions || array['events.see', 'deeds.see'] where id = 'staff';
