-- From which network a visitor asked, as a keyed hash, until she presses the button of her mail: what one network asks for is counted apart.
alter table sign_up add column network text;
