-- At a kiosk the provider is to ask anew who somebody is: whoever stands there after another must not be signed in as them.
alter table oidc_request add column fresh boolean not null default false;
comment on column oidc_request.fresh is 'The provider is asked to authenticate anew, and the sign-in is refused where it did not.';
