-- How people and programs show who they are. Only hashes stand here: Argon2id of what people choose, SHA-256 of the
-- long random secrets of cookies and tokens.

-- One login a user. Unique across campaigns, whatever the case, since whoever signs in names no campaign.
create table login (
    campaign_id   bigint not null,
    user_id       bigint not null,
    login         text not null check (login <> '' and login = btrim(login)),
    password_hash text not null check (password_hash <> ''),
    changed_at    timestamptz not null,
    primary key (campaign_id, user_id),
    foreign key (campaign_id, user_id) references app_user (campaign_id, id)
);
create unique index login_everywhere on login (lower(login));
call wall_off('login');
grant select, insert, update on login to ${app};

-- What a volunteer keys in after their number when they dial in.
create table pin (
    campaign_id bigint not null,
    user_id     bigint not null,
    pin_hash    text not null check (pin_hash <> ''),
    changed_at  timestamptz not null,
    primary key (campaign_id, user_id),
    foreign key (campaign_id, user_id) references app_user (campaign_id, id)
);
call wall_off('pin');
grant select, insert, update, delete on pin to ${app};

-- Sign-ins by browser (cookies) and API tokens.
create table credential (
    campaign_id  bigint not null,
    id           bigint generated always as identity,
    user_id      bigint not null,
    kind         text not null check (kind in ('COOKIE', 'TOKEN')),
    -- what a token is for
    name         text not null default '',
    -- what a token allows, if less than its user may
    role         text check (role in ('VOLUNTEER', 'MANAGER', 'ADMIN', 'OPS')),
    secret_hash  text not null unique check (secret_hash ~ '^[0-9a-f]{64}$'),
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    withdrawn_at timestamptz,
    primary key (campaign_id, id),
    foreign key (campaign_id, user_id) references app_user (campaign_id, id),
    check (expires_at > created_at),
    check (kind = 'TOKEN' or role is null),
    check ((kind = 'TOKEN') = (name <> ''))
);
create index credential_user on credential (campaign_id, user_id);
create index credential_expiry on credential (campaign_id, expires_at);
call wall_off('credential');
grant select, insert, update (withdrawn_at), delete on credential to ${app};

-- The numbers that a campaign may present to voters.
create table caller_id (
    campaign_id bigint not null references campaign,
    number      text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
    primary key (campaign_id, number)
);
call wall_off('caller_id');
grant select, insert, delete on caller_id to ${app};

-- Tries at passwords and PINs, by the hash of who tries at what. No tenant's: whoever tries has shown no campaign yet.
create table tries (
    key     text primary key check (key ~ '^[0-9a-f]{64}$'),
    count   integer not null check (count >= 0),
    last_at timestamptz not null
);
create index tries_last on tries (last_at);
grant select, insert, update, delete on tries to ${app};

-- Two more doors in the wall: from a login and from a secret to whose they are.
create policy the_owner_looks_up on app_user for select to current_user using (true);
create policy the_owner_looks_up on group_member for select to current_user using (true);
create policy the_owner_looks_up on login for select to current_user using (true);
create policy the_owner_looks_up on credential for select to current_user using (true);

create function password_of(wanted text) returns table (campaign_id bigint, user_id bigint, password_hash text)
    language sql stable security definer
    set search_path = pg_catalog, pg_temp
begin atomic
    select l.campaign_id, l.user_id, l.password_hash
    from public.login l
    join public.app_user u on u.campaign_id = l.campaign_id and u.id = l.user_id
    where lower(l.login) = lower(wanted) and u.disabled_at is null;
end;

create function whose_secret(hash text, as_of timestamptz)
    returns table (campaign_id bigint, user_id bigint, name text, role text, groups bigint[], kind text, expires_at timestamptz)
    language sql stable security definer
    set search_path = pg_catalog, pg_temp
begin atomic
    select c.campaign_id, c.user_id, u.name, coalesce(c.role, u.role),
        array(select m.group_id from public.group_member m
              where m.campaign_id = u.campaign_id and m.user_id = u.id order by m.group_id),
        c.kind, c.expires_at
    from public.credential c
    join public.app_user u on u.campaign_id = c.campaign_id and u.id = c.user_id
    where c.secret_hash = hash and c.expires_at > as_of and c.withdrawn_at is null and u.disabled_at is null;
end;

-- Whether nobody at all has an account yet: then the configured first admin is made.
create function nobody_yet() returns boolean
    language sql stable security definer
    set search_path = pg_catalog, pg_temp
begin atomic
    select not exists (select from public.login);
end;

revoke execute on function password_of(text), whose_secret(text, timestamptz), nobody_yet() from public;
grant execute on function password_of(text), whose_secret(text, timestamptz), nobody_yet() to ${app};
