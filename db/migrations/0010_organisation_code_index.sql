-- People type codes in either case; a unit is found by its code on every import row and in every search.
create index unit_code_lower on unit_code (lower(code));
