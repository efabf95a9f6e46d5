-- Keys for other software are given by administrators.
update role set permissions = array_append(permissions, 'keys.give') where id = 'administrator';
